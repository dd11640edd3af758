"""``python -m igor``: the same as the ``igor`` command."""

from igor.cli.main import main

main()
