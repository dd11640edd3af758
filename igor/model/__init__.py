"""What Igor talks about: items, builds, queue items, nodes, names, errors, ports. Standard library only."""
