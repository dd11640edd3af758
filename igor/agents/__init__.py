"""The agent process, the messages between it and the engine, and the engine's side of the connection."""
