"""Nothing of a command is left, and its exit code is right, whatever it did and whenever it was stopped.

``IGOR_KILL_TESTS=1000`` has the random test go on for so many commands.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytestmark = [pytest.mark.integration, pytest.mark.slow]

WRAPPER = Path(__file__).parents[2] / "wrapper" / "igor_wrap.py"
START = [os.environ.get("IGOR_WRAPPER_PYTHON", sys.executable), "-I", "-S", str(WRAPPER)]
COUNT = int(os.environ.get("IGOR_KILL_TESTS", "40"))

#: What a command leaves about; each runs on when the script goes on.
LEFTOVERS = {
    "own session": "setsid sleep 600 &",
    "double fork": "(setsid sh -c 'sleep 600 & sleep 601' &)",
    "ignores TERM": "(trap '' TERM HUP INT; while :; do sleep 600; done) &",
    "ignores TERM in its own session": "setsid sh -c 'trap \"\" TERM; sleep 600 & sleep 601' &",
    "stopped": "sleep 600 & kill -STOP $!",
    "stopped in its own session": "setsid sh -c 'kill -STOP $$; sleep 600' &",
    "holds the pipe": "(trap '' TERM; setsid sh -c 'sleep 600; echo late' &) &",
    "let go of the pipe": "setsid sleep 600 >/dev/null 2>&1 </dev/null &",
    "storm": "i=0; while [ $i -lt 40 ]; do i=$((i+1)); (setsid sleep 600 &) ; done",
    "forks for ever": "setsid sh -c 'i=0; while [ $i -lt 80 ]; do i=$((i+1)); (sleep 0.05; sleep 600) & done; wait' &",
    "respawns": "setsid sh -c 'trap \"sleep 600 & setsid sleep 601 &\" TERM; while :; do sleep 0.1; done' &",
    "chain": 'setsid sh -c \'setsid sh -c "setsid sh -c \\"sleep 600 & sleep 601\\" & sleep 602" & sleep 603\' &',
}
#: How it ends itself: script, exit code.
ENDS = {
    "success": ("exit 0", 0),
    "failure": ("exit 7", 7),
    "high code": ("exit 255", 255),
    "TERM": ("kill -TERM $$; sleep 5", 143),
    "KILL": ("kill -KILL $$", 137),
    "SEGV": ("kill -SEGV $$", 139),
}


IN_ONE_PROCESS = f"import sys\nsys.path.insert(0, {str(WRAPPER.parent)!r})\nimport igor_wrap\n"


def cookies(cookie: str) -> list[int]:
    """The living processes that carry the cookie in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = cookie.encode() in (process / "environ").read_bytes().split(b"\0")
            state = (process / "stat").read_bytes().rpartition(b")")[2].split()[0]
        except OSError:
            continue
        if is_ours and state not in (b"Z", b"X"):
            found.append(int(process.name))
    return found


def one(number: int) -> str:
    """Run one random command to its random end; what was wrong, or empty."""
    chance = random.Random(number)
    names = chance.sample(sorted(LEFTOVERS), chance.randint(1, 4))
    how = chance.choice([*ENDS, "timeout", "stop"])
    script = "\n".join(["exec 2>/dev/null", *(LEFTOVERS[name] for name in names), "echo up"])
    lasting = chance.choice(["sleep 600", "wait; sleep 600", "trap '' TERM; wait; sleep 600"])
    script += "\n" + (ENDS[how][0] if how in ENDS else lasting)
    cookie = f"KILL_TEST={uuid.uuid4().hex}"
    environment = {"PATH": os.environ["PATH"], **dict([cookie.split("=")])}
    limit = f"{chance.randint(50, 400)}ms" if how == "timeout" else "1m"
    options = ["--grace", f"{chance.randint(20, 200)}ms", "--timeout", limit]
    process = subprocess.Popen(
        [*START, *options, "--", "/bin/bash", "-c", script],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    expected = {"timeout": 124, "stop": 143}.get(how, ENDS.get(how, ("", 0))[1])
    if how == "stop":
        assert process.stdout is not None
        if chance.random() < 0.7:
            process.stdout.readline()
        time.sleep(chance.random() * 0.1)
        # a signal that comes before Python has its handlers ends Python, which is the same to the caller
        process.send_signal(signal.SIGTERM)
    try:
        process.communicate(timeout=100)
    except subprocess.TimeoutExpired:
        process.kill()
    left = cookies(cookie)
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.communicate()
    code = process.returncode if process.returncode >= 0 else 128 - process.returncode
    if left or code != expected:
        return f"{number}: {names} {how}: exit code {code} for {expected}, left {left}"
    return ""


def test_random_commands_leave_nothing() -> None:
    """Broken: a process outlived its job, or a job's exit code was another's."""
    with ThreadPoolExecutor(6) as pool:
        wrong = [text for text in pool.map(one, range(COUNT)) if text]
    assert wrong == []


def test_every_exit_code_is_passed_on() -> None:
    """Broken: an exit code means something else behind the wrapper."""
    code = IN_ONE_PROCESS + (
        "for wanted in range(256):\n"
        "    found = igor_wrap.main(['--', 'sh', '-c', f'exit {wanted}'])\n"
        "    assert found == wanted, (found, wanted)\n"
    )
    ended = subprocess.run([*START[:-1], "-c", code], capture_output=True, text=True, timeout=280)
    assert (ended.returncode, ended.stdout) == (0, ""), ended.stderr


def test_every_signal_is_128_and_its_number() -> None:
    """Broken: a command that a signal killed looks as if it had ended by itself."""
    ignored = {signal.SIGCHLD, signal.SIGURG, signal.SIGWINCH, signal.SIGCONT}
    stopping = {signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU}
    deadly = sorted(set(signal.Signals) - ignored - stopping)
    code = IN_ONE_PROCESS + (
        "import signal\n"
        f"for number in {[int(number) for number in deadly]}:\n"
        "    number in (9,) or signal.signal(number, signal.SIG_DFL)  # whoever started this may have ignored it\n"
        "    found = igor_wrap.main(['--', 'sh', '-c', f'ulimit -c 0; kill -{number} $$; sleep 9'])\n"
        "    assert found == 128 + number, (found, number)\n"
    )
    ended = subprocess.run([*START[:-1], "-c", code], capture_output=True, text=True, timeout=280)
    assert (ended.returncode, len(deadly) > 20) == (0, True), ended.stderr


BREAK = """
import runpy, sys
sys.path.insert(0, {folder!r})
import igor_wrap as w
name = {name!r}
started = []
real = w.spawn
def spawn(*arguments):
    pid = real(*arguments)
    started.append(1)
    return pid
def broken(found):
    def call(*arguments, **options):
        if started:
            raise RuntimeError("broken on purpose: " + name)
        return found(*arguments, **options)
    return call
owner, _, method = name.rpartition(".")
place = getattr(w, owner) if owner else w
setattr(place, method, broken(getattr(place, method)))
w.spawn = spawn
import os
os._exit(w.main({arguments!r}))
"""


def breakable() -> list[str]:
    """All functions and methods but those that are the way out, or that nothing runs after the start."""
    import ast

    tree = ast.parse(WRAPPER.read_text())
    found = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found.append(node.name)
        if isinstance(node, ast.ClassDef):
            found += [f"{node.name}.{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)]
    way_out = {"main", "spawn", "last_resort", "leave", "run_command_line", "Run.go", "Run._finish"}
    return [name for name in found if name not in way_out and not name.endswith("__")]


def reached(arguments: list[str]) -> set[str]:
    """The functions that are called after the start of the command."""
    code = BREAK.replace('raise RuntimeError("broken on purpose: " + name)', "pass").format(
        folder=str(WRAPPER.parent), name="now_ms", arguments=arguments
    )
    trace = (
        "import sys\nseen = set()\n"
        "def look(frame, event, argument):\n"
        "    if event == 'call' and frame.f_code.co_filename.endswith('igor_wrap.py') and started:\n"
        "        seen.add(frame.f_code.co_name)\n"
    )
    code = trace + code.replace("import os\nos._exit(", "import os\nsys.setprofile(look)\ncode = (")
    code += "\nsys.setprofile(None)\nprint('REACHED', *seen, file=sys.stderr, flush=True)\nos._exit(code)"
    ended = subprocess.run([*START[:-1], "-c", code], capture_output=True, text=True, timeout=60)
    return set(ended.stderr.rpartition("REACHED")[2].split())


def test_a_fault_of_the_wrapper_does_not_change_the_exit_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken: an error in the wrapper made a failure a success, or another failure."""
    monkeypatch.setenv("IGOR_STATE", str(tmp_path / "state"))
    script = "echo some output; echo a=b >> $IGOR_OUTPUT; (sleep 0.05; echo late) & sleep 0.02; exit 7"
    arguments = ["--job", "x", "--spool", str(tmp_path / "spool"), "--record", str(tmp_path / "record")]
    arguments += ["--publish-on", "always", "--outputs", str(tmp_path / "outputs"), "--timeout", "20s"]
    arguments += ["--schedule", "@daily", "--warn-after", "30ms", "--", "bash", "-c", script]
    names = reached(arguments)
    assert {"_pump", "_reap", "feed", "_judge", "values", "decide"} <= names

    def codes(name: str) -> tuple[int, str]:
        code = BREAK.format(folder=str(WRAPPER.parent), name=name, arguments=arguments)
        ended = subprocess.run([*START[:-1], "-c", code], capture_output=True, text=True, timeout=60)
        return ended.returncode, "" if ended.returncode == 7 else f"{name}: {ended.stderr[-300:]}"

    broken = [name for name in breakable() if name.rpartition(".")[2] in names]
    assert len(broken) > 40
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(codes, broken)) == {(7, "")}
