"""The web process: gunicorn with threads around the Flask application. It holds no state: a restart loses nothing."""

from __future__ import annotations

import gc
import sys
from typing import Any

from gunicorn.app.base import BaseApplication

from igor.api.app import create_app
from igor.api.measuring import metrics_of
from igor.controller import children
from igor.controller.context import Controller
from igor.model.home import Home

#: Lists make tens of thousands of small objects, none of them garbage: searches are rarer than by default.
GARBAGE = (20_000, 20, 50)
#: Each open page with live events holds a thread.
THREADS = 64


class WebApplication(BaseApplication):  # type: ignore[misc]
    """The application is made in the worker, after the fork: the store's threads must not be made before it."""

    def __init__(self, home: Home, options: dict[str, Any]) -> None:
        self._home = home
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for key, value in self._options.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        app = create_app(Controller.open(self._home))
        metrics_of(app).start()
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        return app


def options(host: str, port: int) -> dict[str, Any]:
    """Gunicorn's settings."""
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "worker_class": "gthread",
        "workers": 1,
        "threads": THREADS,
        "timeout": 60,
        "graceful_timeout": 3,
        "keepalive": 15,
        "limit_request_line": 8190,
        "proc_name": "igor-web",
        "control_socket_disable": True,
        "post_fork": _die_with_master,
    }


def main() -> int:
    parser = children.child_arguments("Igor's web process")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    home = children.begin(arguments)
    children.set_up_logging()
    WebApplication(home, options(arguments.host, arguments.port)).run()
    return 0


def _die_with_master(_server: object, _worker: object) -> None:
    children.die_with_parent()


if __name__ == "__main__":
    sys.exit(main())
