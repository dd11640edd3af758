"""Job DSL: scripts in, ``config.xml`` of jobs, folders and views out. Pure given its inputs; writes nothing."""
