"""Waits until a controller is well and stays so. Standard library, Python 3.6 or newer.

    health.py URL SECONDS [UNIT]    well: the login page and the engine's address answer three times in a row, a second
                                    apart, and the unit's main process is the same all the time

Exits with 1 and says why when that is not reached in time.
"""

import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request

_IN_A_ROW = 3
_LOG_LINES = 5


def main(url, seconds, unit=""):
    """Wait."""
    deadline = time.monotonic() + float(seconds)
    well, process, why = 0, "", "it was not asked"
    while time.monotonic() < deadline:
        now = main_process(unit)
        why = trouble(url.rstrip("/")) or ("" if now == process else "its process %s is new" % now)
        process = now
        well = 0 if why else well + 1
        if well >= _IN_A_ROW:
            print("well")
            return
        time.sleep(1)
    sys.exit("not well within %s s: %s\n%s" % (seconds, why, log_of(unit)))


def trouble(url):
    """Why it is not well; empty: it is."""
    for path in ("/login", "/agent-endpoint"):
        try:
            urllib.request.urlopen(url + path, timeout=5, context=_unverified()).read(1)
        except urllib.error.HTTPError as error:
            return "%s%s answers %s" % (url, path, error.code)
        except OSError as error:
            return "%s%s: %s" % (url, path, getattr(error, "reason", error))
    return ""


def _unverified():
    """The address is this machine's own: who it is needs no proof, and a name in a certificate would not match."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def main_process(unit):
    return output(["systemctl", "show", "-p", "MainPID", unit]).strip() if unit else ""


def log_of(unit):
    told = ["journalctl", "-q", "--no-pager", "-o", "cat", "-n", str(_LOG_LINES), "_SYSTEMD_UNIT=" + unit]
    return output(told) if unit else ""


def output(command):
    try:
        return subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True, timeout=10
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


if __name__ == "__main__":
    main(*sys.argv[1:])
