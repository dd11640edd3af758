#!/usr/bin/env python3
"""Whether the controller still has this Swarm client's node; a client that it forgot is started again.

A client may think that it is connected while the controller has forgotten it, or be attached to a controller that has been
switched away from. Starting it again is safe: durable steps and wrapped commands go on without it. Started by a timer.
Standard library, Python 3.6 or newer.

What makes it act: the controller answers twice in a row that the node is offline or unknown (and nobody took it offline), or
it answers with a higher epoch (header X-Igor-Epoch, which a pair of controllers sends) than when it was last looked. An
answer with a lower epoch is that of a controller whose time is over: it is not believed. No answer is no news: the client
itself tries again and again.
"""

import argparse
import base64
import json
import os
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

_TIMEOUT_S = 15
_MISSED = 2


def decide(state, epoch, node):
    """``(restart, new state, why)``. ``node``: the controller's answer, None where it has no such node. Pure.

    ``state``: ``{"missed": N, "epoch": N}`` of the last time.
    """
    known = state.get("epoch", 0)
    if epoch is not None and epoch < known:
        return False, state, "the controller has epoch %d, but %d was seen: its time is over" % (epoch, known)
    new = {"missed": 0, "epoch": known if epoch is None else epoch}
    if epoch is not None and known and epoch > known:
        return True, new, "epoch %d instead of %d: another controller is active" % (epoch, known)
    if node is not None and (not node.get("offline") or node.get("temporarilyOffline")):
        return False, new, "attached"
    new["missed"] = state.get("missed", 0) + 1
    what = "has no such node" if node is None else "says that the node is offline"
    if new["missed"] < _MISSED:
        return False, new, "the controller %s: looking again" % what
    new["missed"] = 0
    return True, new, "the controller %s" % what


def options(path):
    """The scalars of the client's YAML file, which the role writes one a line, texts as JSON."""
    found = {}
    with open(path) as lines:
        for line in lines:
            name, colon, value = line.partition(":")
            if colon and not line.startswith((" ", "#")):
                value = value.strip()
                found[name] = json.loads(value) if value.startswith('"') else value
    return found


def ask(said):
    """``(epoch, node)``; raises OSError where nothing answers as a controller does."""
    name = urllib.parse.quote(said["name"], safe="")
    url = "%s/computer/%s/api/json?tree=offline,temporarilyOffline" % (said["url"].rstrip("/"), name)
    with open(said["passwordFile"]) as file:
        login = "%s:%s" % (said["username"], file.read().strip())
    headers = {"Authorization": "Basic " + base64.b64encode(login.encode()).decode()}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=_TIMEOUT_S) as answer:
            return epoch_of(answer.headers), json.loads(answer.read().decode())
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        return epoch_of(error.headers), None
    except ValueError as error:
        raise OSError("no JSON: %s" % error)


def epoch_of(headers):
    text = headers.get("X-Igor-Epoch", "")
    return int(text) if text.isdigit() else None


def read_state(path):
    try:
        with open(path) as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Start a Swarm client again that the controller forgot.")
    parser.add_argument("--config", required=True, help="the client's YAML file")
    parser.add_argument("--state", required=True, help="where this program remembers what it saw")
    parser.add_argument("--restart", metavar="UNIT", help="the unit to start again; without it only the exit code tells: 3")
    asked = parser.parse_args(arguments)
    try:
        epoch, node = ask(options(asked.config))
    except OSError as error:
        print("no news: %s" % error)
        return 0
    restart, state, why = decide(read_state(asked.state), epoch, node)
    with open(asked.state + ".tmp", "w") as file:
        json.dump(state, file)
    os.rename(asked.state + ".tmp", asked.state)
    print(why)
    if not restart:
        return 0
    if not asked.restart:
        return 3
    return subprocess.call(["systemctl", "restart", asked.restart])


if __name__ == "__main__":
    sys.exit(main())
