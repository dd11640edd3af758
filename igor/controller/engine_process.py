"""The engine as a child process of the supervisor: ``python -m igor.controller.engine_process``."""

from __future__ import annotations

import logging
import sys

from igor.controller import children
from igor.controller.engine import run_engine
from igor.model.errors import IgorError

log = logging.getLogger(__name__)


def main() -> int:
    parser = children.child_arguments("Igor's engine")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="the agents' port; 0: any free one")
    arguments = parser.parse_args()
    try:
        home = children.begin(arguments)
        children.set_up_logging()
        run_engine(home, host=arguments.host, port=arguments.port)
    except (IgorError, OSError) as error:  # such as a full disk; the supervisor tries again
        log.debug("where it happened", exc_info=True)
        print(f"igor: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
