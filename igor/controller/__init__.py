"""The services that act: commands on items, views, queue, builds, nodes, users; the engine; the supervisor."""
