"""The routes of join tokens, of agents that make their own nodes (the Swarm plugin), and what Java agents look for."""

from __future__ import annotations

from igor.api import permissions as p
from igor.api.resources import join_tokens, swarm
from igor.api.routes import Route

_GET = "GET"
_POST = "POST"

AGENTS = (
    Route("root", "agents/join.sh", _GET, p.PUBLIC, join_tokens.script),
    Route("root", "igor/api/join-tokens", _GET, p.COMPUTER_CREATE, join_tokens.get),
    Route("root", "igor/api/join-tokens", _POST, p.COMPUTER_CREATE, join_tokens.make),
    Route("root", "igor/api/join-tokens/revoke", _POST, p.COMPUTER_CREATE, join_tokens.revoke),
    Route("root", "plugin/swarm/createSlave", _POST, p.COMPUTER_CREATE, swarm.create_slave),
    Route("root", "plugin/swarm/addSlaveLabels", _POST, p.COMPUTER_CONFIGURE, swarm.add_labels),
    Route("root", "plugin/swarm/removeSlaveLabels", _POST, p.COMPUTER_CONFIGURE, swarm.remove_labels),
    Route("root", "plugin/swarm/getSlaveLabels", _GET, p.READ, swarm.get_labels),
    Route("root", "plugin/swarm/slaveInfo", _GET, p.READ, swarm.slave_info),
    Route("root", "tcpSlaveAgentListener/", _GET, p.PUBLIC, swarm.agent_listener),
    Route("root", "instance-identity/", _GET, p.PUBLIC, swarm.instance_identity_page),
    Route("root", "wsagents/", _GET, p.PUBLIC, swarm.ws_agents),
    Route("root", "jnlpJars/agent.jar", _GET, p.PUBLIC, swarm.agent_jar),
    Route("root", "jnlpJars/slave.jar", _GET, p.PUBLIC, swarm.agent_jar),
    Route("root", "swarm/swarm-client.jar", _GET, p.PUBLIC, swarm.agent_jar),
    Route("node", "jenkins-agent.jnlp", _GET, p.PUBLIC, swarm.agent_jnlp),
    Route("node", "slave-agent.jnlp", _GET, p.PUBLIC, swarm.agent_jnlp),
)
