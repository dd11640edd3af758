#!/usr/bin/python3
"""Stands where Java would: answers as far as the roles look, and notes how it was started. No Jenkins."""

import http.server
import json
import os
import signal
import sys
import time
from pathlib import Path

ARGUMENTS = sys.argv[1:]
PORT = next((int(word.partition("=")[2]) for word in ARGUMENTS if word.startswith("--httpPort=")), None)


class Login(http.server.BaseHTTPRequestHandler):
    """A log-in page for everything."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_):
        """Nothing."""


def main():
    if "--plugin-file" in ARGUMENTS:
        folder = Path(ARGUMENTS[ARGUMENTS.index("--plugin-download-directory") + 1])
        for line in Path(ARGUMENTS[ARGUMENTS.index("--plugin-file") + 1]).read_text().split():
            (folder / f"{line.partition(':')[0]}.jpi").write_text(line)
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    noted = {"arguments": ARGUMENTS, "environment": dict(os.environ), "user_id": os.geteuid()}
    Path(os.environ["HOME"], "started.json").write_text(json.dumps(noted))
    if PORT:
        http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Login).serve_forever()
    while True:
        time.sleep(3600)


main()
