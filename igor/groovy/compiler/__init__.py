"""From the tree to Python closures: every node becomes one ``Callable[[Frame], Any]``, made once, run often."""
