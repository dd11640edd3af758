-- name: find
SELECT connected FROM node WHERE name = :name;

-- name: set_config
UPDATE node SET config_xml = :config_xml WHERE name = :name;

-- Nodes of agents that have gone: ten seconds after they went, five minutes after they did not come at all. A node on
-- which something still runs waits for its agent.
-- name: drop_gone
DELETE FROM node WHERE connected = 0 AND substr(config_xml, 1, 32) = '<hudson.plugins.swarm.SwarmSlave'
    AND instr(config_xml, 'KeepSwarmClientNodeProperty') = 0
    AND CASE last_seen_ms WHEN 0 THEN created_ms + 300000 ELSE last_seen_ms + 10000 END < :now_ms
    AND NOT EXISTS (SELECT 1 FROM build WHERE state = 'running' AND node_name = node.name);
