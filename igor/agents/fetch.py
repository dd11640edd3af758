"""Files that a build was given, put into its workspace before its first step. Run under the wrapper.

``python … fetch ORDER URL``: ``ORDER`` is a JSON file: ``{run_id, token, url, files: [path in the workspace]}``.
Source: hudson.model.FileParameterValue.createBuildWrapper.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from igor.agents import dialing
from igor.agents.files import replace_file

_TIMEOUT_S = 60.0
_PAUSE_S = 1.0


def main(order_file: str, url: str) -> int:
    """The exit code."""
    order = json.loads(Path(order_file).read_bytes())
    base = f"{(url or order['url']).rstrip('/')}/delivery/{order['run_id']}/given/"
    headers = {"Authorization": f"Bearer {order['token']}"}
    for index, path in enumerate(order["files"]):
        target = Path.cwd() / path
        if Path.cwd().resolve() not in target.resolve().parents:
            print(f"ERROR: {path} does not lie in the workspace", flush=True)
            return 1
        print(f"Copying file to {path}", flush=True)
        answer = _ask(f"{base}{index}", headers)
        if answer.status != 200:
            print(f"ERROR: {answer.status} {answer.headers.get('x-error', answer.reason)}", flush=True)
            return 1
        target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(target, answer.body, mode=0o644)
    return 0


def _ask(url: str, headers: dict[str, str]) -> dialing.Answer:
    """While the controller is away, it is tried again."""
    is_told = False
    while True:
        try:
            answer = dialing.request("GET", url, headers, timeout_s=_TIMEOUT_S)
            if answer.status < 500:
                return answer
        except (OSError, ValueError) as error:
            if not is_told:
                print(f"NOTICE: the controller does not answer, trying again: {error}", file=sys.stdout, flush=True)
                is_told = True
        time.sleep(_PAUSE_S)
