#!/usr/bin/env python3
"""Run a command with retries, a time limit, a log and events, and leave nothing of it behind.

Three ways in (options and exit codes: ``wrapper/README.md``):

    igor_wrap.py [--retries N] [--timeout 30m] … -- command argument…
    python3 -I -S igor_wrap.py --run-folder DIR        # DIR/spec.json says what to run
    python3 -I -S igor_wrap.py --run-folders ROOM      # for the agent: a child for each DIR that comes on standard input

One file, standard library only, Python 3.8 or newer. It needs neither the agent nor the controller to be alive.

What holds at every moment:

* ``DIR/state.jsonl`` grows by whole lines, of which the last counts. It says ``finished`` when the log is complete. Unless
  an agent took note, who then answers for it, both are on disk when the wrapper ends. A loss of power ends the run
  anyway, so nothing before the end needs to be.
* One run folder runs once: a second wrapper for it exits and touches nothing.
* Every process that the command starts stays a descendant of this one (child subreaper), also after ``setsid`` and double
  forks. So "no children left" means "nothing left of the command".
* The command's output reaches the log as it is, except that secrets become ``****``.

``_json``, ``_signal`` and ``_ctypes`` are the C halves of ``json``, ``signal`` and ``ctypes``. Their public halves cost
20 ms of start-up together (``re``, ``enum``), which every step of every build would pay; where a Python lacks a C half,
the public module serves.
"""

from __future__ import annotations

import errno
import gc
import os
import select
import sys
import time

try:
    import _signal as signal
except ImportError:
    import signal  # type: ignore[no-redef]

EXIT_TIMEOUT = 124
EXIT_WRAPPER_ERROR = 125
EXIT_CANNOT_EXECUTE = 126
EXIT_NOT_FOUND = 127

TAIL_BYTES = 8 * 1024
READ_BYTES = 64 * 1024
#: The longest pause between two attempts, whatever the number of failures.
MAX_BACKOFF_S = 600.0
#: A command's helpers (``tee`` of a process substitution) may end a moment later and still have output to give.
SETTLE_S = 1.0
#: An abort often reaches the command and this process together; the command's death may be noticed first.
STOP_MAY_FOLLOW_S = 0.25
#: The agent hears of output so soon, and so often at most.
OUTPUT_NOTICE_S = 0.005
OUTPUT_NOTICE_PAUSE_S = 0.02
#: How long the notice of the end waits for room, in microseconds. That of output does not wait, it comes again.
END_NOTICE_US = 100_000
#: A forked wrapper whose run left nothing behind waits so long for the next: that is cheaper than another fork.
IDLE_MS = 2_000
#: How long killing goes on before a process counts as unkillable (stuck in the kernel, or another user's).
KILL_PATIENCE_S = 10.0
#: How long a finished result is offered to a full disk.
SAVE_PATIENCE_S = 60.0
MASK = b"****"
#: What a command starts with, whatever this process ignores or inherited.
DEFAULT_SIGNALS = [signal.SIGPIPE, signal.SIGXFSZ, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD]


class WrapperError(Exception):
    """Igor's own part failed, or the command could not be executed; ``code`` is the exit code that says so."""

    def __init__(self, text, code=EXIT_WRAPPER_ERROR):
        super().__init__(text)
        self.code = code


# --- JSON and files -------------------------------------------------------------------------------------------------


class _Scanning:
    """The settings that json's C scanner asks for."""

    strict = False
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float
    memo: dict = {}


def read_json(path):
    """The value in a JSON file. Raises OSError, ValueError."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        from _json import make_scanner

        return make_scanner(_Scanning)(text, len(text) - len(text.lstrip()))[0]
    except (ImportError, StopIteration, SystemError, ValueError):
        # The scanner alone cannot say what is wrong with a text.
        import json

        return json.loads(text)


def to_json(value):
    """JSON text of None, bool, int, float, str, list and dict."""
    try:
        from _json import encode_basestring_ascii, make_encoder
    except ImportError:
        import json

        return json.dumps(value)
    encode = make_encoder(None, None, encode_basestring_ascii, None, ": ", ", ", False, False, True)
    return "".join(encode(value, 0))


def replace_file(path, text):
    """Put a whole new file in place of ``path``; it is on disk when this returns."""
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, "." + name + ".tmp")
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        write_all(fd, text.encode("utf-8"))
        os.fsync(fd)
    finally:
        os.close(fd)
    os.rename(temporary, path)
    sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def sync(path, flags):
    fd = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def write_all(fd, data):
    while data:
        try:
            data = data[os.write(fd, data) :]
        except BlockingIOError:
            select.select([], [fd], [])


# --- words ----------------------------------------------------------------------------------------------------------


def now_ms():
    return time.time_ns() // 1_000_000


def duration_text(seconds):
    """``0.2 s``, ``75 s``, ``30 min``, ``2 h 5 min``."""
    if seconds < 10:
        return "%.1f s" % seconds
    if seconds < 120:
        return "%.0f s" % seconds
    minutes = round(seconds / 60)
    if minutes < 120:
        return "%d min" % minutes
    return "%d h %d min" % divmod(minutes, 60)


def count_text(count, noun):
    return "%d %s%s" % (count, noun, "" if count == 1 else "es" if noun.endswith("s") else "s")


# --- output ---------------------------------------------------------------------------------------------------------


class Masker:
    """Replace secrets in a stream, also where one is split over chunks.

    Bytes are held back only while they may still become a secret, so that a prompt without a newline is seen at once.
    The result does not depend on how the stream was cut.
    """

    def __init__(self, secrets):
        found = {secret.encode("utf-8", "surrogateescape") for secret in secrets if secret.strip()}
        self.secrets = sorted(found, key=len, reverse=True)
        self.longest = len(self.secrets[0]) if self.secrets else 0
        self.held = b""

    def feed(self, data):
        """What may be shown now."""
        if not self.secrets:
            return data
        data = self.held + data
        shown, position, uncertain = [], 0, self._uncertain_from(data, 0)
        while True:
            start, end = self._find(data, position)
            if start < 0 or start >= uncertain:
                shown.append(data[position:uncertain])
                self.held = data[uncertain:]
                return b"".join(shown)
            shown += [data[position:start], MASK]
            position = end
            if position > uncertain:
                uncertain = self._uncertain_from(data, position)

    def flush(self):
        """The rest, at the end of the stream."""
        data, self.held = self.held, b""
        shown, position = [], 0
        while True:
            start, end = self._find(data, position)
            if start < 0:
                return b"".join(shown) + data[position:]
            shown += [data[position:start], MASK]
            position = end

    def _find(self, data, position):
        """(start, end) of the first secret, the longest of those that start there; (-1, -1) if none."""
        best = (-1, -1)
        for secret in self.secrets:
            start = data.find(secret, position)
            if start >= 0 and (best[0] < 0 or start < best[0]):
                best = (start, start + len(secret))
        return best

    def _uncertain_from(self, data, position):
        """Where the longest end of ``data`` starts that is the beginning of a longer secret."""
        for start in range(max(position, len(data) - self.longest + 1), len(data)):
            end = data[start:]
            if any(len(secret) > len(end) and secret.startswith(end) for secret in self.secrets):
                return start
        return len(data)


class Output:
    """The command's output and the wrapper's own lines, on their way to files and streams."""

    def __init__(self, secrets, command_sinks, own_sinks):
        self.masker = Masker(secrets)
        self.command_sinks = command_sinks
        self.own_sinks = own_sinks
        self.tail = b""
        self.at_line_start = True
        self.problem = ""

    def command_bytes(self, data):
        self._show(self.masker.feed(data))

    def end_of_attempt(self):
        self._show(self.masker.flush())

    def say(self, text):
        """A line of the wrapper's own. It starts on a line of its own."""
        line = "[igor] " + text + "\n"
        whole = Masker([secret.decode("utf-8", "surrogateescape") for secret in self.masker.secrets])
        data = whole.feed(line.encode("utf-8", "surrogateescape")) + whole.flush()
        self._write(self.own_sinks, data if self.at_line_start else b"\n" + data)
        self.at_line_start = True

    def tail_text(self):
        """The attempt's last lines, up to 8 KiB, masked."""
        text = self.tail.decode("utf-8", "replace")
        if len(self.tail) == TAIL_BYTES and "\n" in text[:-1]:
            text = text[text.index("\n") + 1 :]
        return text

    def _show(self, data):
        if data:
            self.tail = (self.tail + data)[-TAIL_BYTES:]
            self.at_line_start = data.endswith(b"\n")
            self._write(self.command_sinks, data)

    def _write(self, sinks, data):
        """A sink that fails is given up, so that the command is not held by a full disk or a closed pipe."""
        for fd in list(sinks):
            try:
                write_all(fd, data)
            except OSError as error:
                self.problem = "the log is incomplete: " + error.strerror
                for each in (self.command_sinks, self.own_sinks):
                    if fd in each:
                        each.remove(fd)


# --- processes ------------------------------------------------------------------------------------------------------


def become_subreaper():
    """Have orphaned descendants re-parented to this process; False where the system cannot."""
    prctl_set_child_subreaper = 36
    try:
        import _ctypes

        prctl = _ctypes.dlsym(_ctypes.dlopen(None, os.RTLD_NOW), "prctl")
        return _ctypes.call_function(prctl, (prctl_set_child_subreaper, 1, 0, 0, 0)) == 0
    except (ImportError, AttributeError, OSError):
        return False


def process_stat(pid):
    """(state, parent, group, start in clock ticks since boot) of a process; None when it is gone."""
    try:
        with open("/proc/%d/stat" % pid, "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
    except OSError:
        return None
    if len(fields) < 20:
        return None
    return fields[0].decode(), int(fields[1]), int(fields[2]), int(fields[19])


def all_pids():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def has_environment(pid, *settings):
    """Whether a process was started with any of the settings ``NAME=value`` in its environment."""
    try:
        with open("/proc/%d/environ" % pid, "rb") as file:
            have = file.read().split(b"\0")
    except OSError:
        return False
    return any(os.fsencode(setting) in have for setting in settings)


def living_descendants(root):
    """Process ids below ``root``, without zombies."""
    stats = {pid: stat for pid, stat in ((pid, process_stat(pid)) for pid in all_pids()) if stat}
    children = {}
    for pid, stat in stats.items():
        children.setdefault(stat[1], []).append(pid)
    found, todo = [], [root]
    while todo:
        below = children.get(todo.pop(), [])
        found += below
        todo += [pid for pid in below if pid not in helpers]
    return [pid for pid in found if stats[pid][0] != "Z" and pid not in helpers]


_own_ticks = {}


def own_start_ticks():
    """When this process started, in clock ticks since boot; 0 where the system does not tell. Read once."""
    pid = os.getpid()
    if pid not in _own_ticks:
        stat = process_stat(pid)
        _own_ticks[pid] = stat[3] if stat else 0
    return _own_ticks[pid]


_boot_ids = []


def boot_id():
    """Names this start of the machine; read once, before the wrappers are forked."""
    if not _boot_ids:
        try:
            with open("/proc/sys/kernel/random/boot_id") as file:
                _boot_ids.append(file.read().strip())
        except OSError:
            _boot_ids.append("")
    return _boot_ids[0]


# --- the run --------------------------------------------------------------------------------------------------------


class Spec:
    """What to run and under which policy; times in milliseconds."""

    def __init__(self, data):
        policy = data.get("policy", {})
        self.command = data["command"]
        self.environment = data["environment"]
        self.cwd = data.get("cwd")
        self.job = data.get("job", "")
        self.build = data.get("build", 0)
        self.run_id = data["run_id"]
        self.secrets = data.get("secrets", [])
        self.retries = policy.get("retries", 0)
        self.backoff_ms = policy.get("backoff_ms", 1_000)
        self.timeout_ms = policy.get("timeout_ms", 0)
        self.grace_ms = policy.get("grace_ms", 10_000)
        self.verbose = data.get("verbose", True)
        self.silent = data.get("silent", False)
        self.events = data.get("events", ["start", "attempt_failed", "finish"])


class Record:
    """The run's state file. A run without a folder keeps none."""

    def __init__(self, folder, spec):
        self.path = os.path.join(folder, "state.jsonl") if folder else ""
        self.fd = -1
        self.data = {
            "version": 1,
            "state": "started",
            "run_id": spec.run_id,
            "job": spec.job,
            "build": spec.build,
            "pid": os.getpid(),
            "pid_started_ticks": own_start_ticks(),
            "boot_id": boot_id(),
            "started_ms": now_ms(),
            "attempts": [],
        }

    def save(self, **changes):
        """Survives the death of any process. Between blank lines, as an earlier line may have been cut by a full disk."""
        self.data.update(changes)
        if self.path:
            if self.fd < 0:
                self.fd = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            write_all(self.fd, ("\n" + to_json(self.data) + "\n").encode())

    def make_durable(self):
        """Bring it to disk as it is."""
        os.fsync(self.fd)
        sync(os.path.dirname(self.path), os.O_RDONLY | os.O_DIRECTORY)


class Spool:
    """Events for a sender, one file each, oldest name first. No folder, no events."""

    def __init__(self, folder, spec, started_ms):
        self.folder = folder
        self.spec = spec
        self.started_ms = started_ms
        self.count = 0

    def put(self, kind, **facts):
        """Keep an event; returns the problem, if any: a full spool must not hold up the job."""
        if not self.folder or kind not in self.spec.events:
            return ""
        self.count += 1
        event_id = "%013d-%s-%03d-%s" % (now_ms(), self.spec.run_id, self.count, kind)
        event = {
            "event_id": event_id,
            "kind": kind,
            "time_ms": now_ms(),
            "run_id": self.spec.run_id,
            "job": self.spec.job,
            "build": self.spec.build,
            "max_attempts": self.spec.retries + 1,
            "started_ms": self.started_ms,
        }
        event.update(facts)
        try:
            os.makedirs(self.folder, exist_ok=True)
            replace_file(os.path.join(self.folder, event_id + ".json"), to_json(event))
        except OSError as error:
            return "event %s was not kept: %s" % (kind, error)
        return ""


class Notices:
    """Datagrams that spare the agent looking: a letter, then the run's id.

    ``o``: there is output. ``e``: the run has ended. ``i``: it has ended, and the next one's folder may be sent here; then
    follow process id and start in ticks.
    ``is_reusable``: whether this process may run more than one.
    """

    def __init__(self, folder, is_reusable=False):
        self.is_reusable = is_reusable
        self.is_subreaper = False
        self.runs = os.path.dirname(folder)
        self.begin(folder)
        self.socket = self._open(os.path.dirname(self.runs)) if folder else None

    def begin(self, folder):
        """From now on it is about this run."""
        self.run_id = os.path.basename(folder).encode()
        self.output_due = None
        self.last = 0.0

    def _open(self, home):
        """The agent's socket may lie deeper than an address of 108 bytes can say; /proc shortens the way."""
        import _socket

        try:
            home_fd = os.open(home, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError:
            return None
        self.address = "/proc/self/fd/%d/agent.sock" % home_fd
        found = _socket.socket(_socket.AF_UNIX, _socket.SOCK_DGRAM | _socket.SOCK_CLOEXEC)
        # struct timeval: the agent's queue may hold only ten datagrams and be full for a moment
        limit = (0).to_bytes(8, sys.byteorder) + END_NOTICE_US.to_bytes(8, sys.byteorder)
        found.setsockopt(_socket.SOL_SOCKET, _socket.SO_SNDTIMEO, limit[-16:])
        if self.is_reusable:
            found.bind("")  # any address that the system likes; the agent answers to it
        return found

    def next_folder(self, is_last):
        """A run that the agent sent here, or empty. ``is_last``: whatever is sent from now on is refused."""
        import _socket

        while True:
            if is_last:
                self.is_reusable = False
                self.socket.shutdown(0)  # for reading; what is here already can still be read
            try:
                folder = os.fsdecode(self.socket.recv(4096, _socket.MSG_DONTWAIT))
            except OSError:
                return ""
            if not folder or os.path.dirname(folder) == self.runs:
                return folder
            is_last = True

    def tell(self, kind):
        """Whether an agent has it. None is needed: its successor looks for itself."""
        import _socket

        self.output_due, self.last = None, time.monotonic()
        if not self.socket:
            return False
        try:
            self.socket.sendto(kind + self.run_id + self._process(kind), _socket.MSG_DONTWAIT if kind == b"o" else 0, self.address)
        except BlockingIOError:
            self.output_due = self.last + 5 * OUTPUT_NOTICE_PAUSE_S
            return False
        except OSError:
            return False
        return True

    def _process(self, kind):
        return b"%d %d" % (os.getpid(), own_start_ticks()) if kind == b"i" else b""

    def output_soon(self):
        if self.socket and self.output_due is None:
            self.output_due = max(time.monotonic() + OUTPUT_NOTICE_S, self.last + OUTPUT_NOTICE_PAUSE_S)

    def limit_ms(self, limit_ms):
        """How long may be waited until the next notice, and ``limit_ms`` (None: no limit) at most."""
        if self.output_due is None:
            return limit_ms
        left_ms = max(0.0, (self.output_due - time.monotonic()) * 1000)
        return left_ms if limit_ms is None else min(limit_ms, left_ms)

    def output_if_due(self):
        if self.output_due is not None and time.monotonic() >= self.output_due:
            self.tell(b"o")


class Run:
    """One run of the command: its attempts, its processes, its end."""

    def __init__(self, spec, folder, spool_folder, output, notices):
        self.spec = spec
        self.folder = folder
        self.output = output
        self.record = Record(folder, spec)
        self.spool = Spool(spool_folder, spec, self.record.data["started_ms"])
        self.notices = notices
        self.started = time.monotonic()
        self.attempts = self.record.data["attempts"]
        self.stop_signals = []
        self.command_pid = 0
        self.status = None
        self.childless = True
        self.pipe = -1
        self.poller = select.poll()
        self.is_subreaper = notices.is_subreaper or become_subreaper()
        notices.is_subreaper = self.is_subreaper
        self.is_idle = False
        self.files = []
        self.wake_fd = self._catch_signals()

    def go(self):
        """Run to the end; returns the exit code."""
        try:
            self.record.save()
            self._run_attempts()
            outcome, code, message = self._judge()
        except Exception as error:
            self._end_tree(0.0, spare=False)
            outcome, code, message = "error", getattr(error, "code", EXIT_WRAPPER_ERROR), error_text(error)
        self._finish(outcome, code, message)
        return code

    # attempts

    def _run_attempts(self):
        while not self.stop_signals:
            attempt = self._run_attempt(len(self.attempts) + 1)
            self.attempts.append(attempt)
            if not self._is_retryable(attempt):
                return
            delay_s = self._backoff_s()
            self._say_retry(attempt, delay_s)
            self.record.save()
            self._event("attempt_failed", **attempt)
            self._pump_until(lambda: self.stop_signals, delay_s)

    def _say_retry(self, attempt, delay_s):
        took = duration_text(attempt["duration_ms"] / 1000)
        facts = (attempt["number"], self.spec.retries + 1, reason_text(attempt), took, duration_text(delay_s))
        self.output.say("attempt %d of %d failed: %s after %s; next attempt in %s" % facts)

    def _is_retryable(self, attempt):
        """A failure of the command's own, with attempts left. An interruption is none: somebody wanted an end."""
        interrupted = attempt["signal"] in (signal.SIGTERM, signal.SIGINT) or attempt["exit_code"] in (130, 143)
        failed = attempt["reason"] in ("exit", "signal") and attempt["exit_code"] != 0
        return failed and not interrupted and not self.stop_signals and attempt["number"] <= self.spec.retries

    def _backoff_s(self):
        """Full jitter: anything up to a limit that doubles with each failure."""
        limit_s = min(MAX_BACKOFF_S, self.spec.backoff_ms / 1000 * 2.0 ** min(len(self.attempts) - 1, 40))
        return limit_s * int.from_bytes(os.urandom(4), "big") / 2**32

    def _run_attempt(self, number):
        """Start the command and see it to its end; returns the attempt's record."""
        started_ms, started = now_ms(), time.monotonic()
        self.output.tail = b""
        self._start(number)
        if number == 1:
            self._event("start", number=1)
        reason = self._await_command()
        self._drain()
        self.output.end_of_attempt()
        return {
            "number": number,
            "started_ms": started_ms,
            "duration_ms": round((time.monotonic() - started) * 1000),
            "reason": reason,
            "exit_code": exit_code_of(self.status),
            "signal": signal_of(self.status),
        }

    def _await_command(self):
        """Wait for the command, its time limit or a stop; afterwards nothing of it is left. Returns the reason."""
        limit_s = self.spec.timeout_ms / 1000 or None
        self._pump_until(lambda: self.status is not None or self.stop_signals, limit_s)
        if self.status is not None:
            if signal_of(self.status) in (signal.SIGTERM, signal.SIGINT):
                self._pump_until(lambda: self.stop_signals, STOP_MAY_FOLLOW_S)
            self._end_leftovers()
            interrupted = self.stop_signals and exit_code_of(self.status) != 0
            return "stopped" if interrupted else "signal" if signal_of(self.status) else "exit"
        if self.stop_signals:
            self.output.say("stop requested" + self._stop_reason())
            reason = "stopped"
        else:
            self.output.say("time limit of %s reached" % duration_text(limit_s))
            reason = "timeout"
        self._end_tree(self.spec.grace_ms / 1000, spare=False)
        return reason

    def _stop_reason(self):
        try:
            with open(os.path.join(self.folder, "stop"), encoding="utf-8", errors="replace") as file:
                reason = file.read().strip()
        except OSError:
            return ""
        return ": " + reason if reason else ""

    # the end

    def _judge(self):
        """(outcome, exit code, message) from the last attempt."""
        last = self.attempts[-1] if self.attempts else {"reason": "stopped"}
        if last["reason"] == "exit" and last["exit_code"] == 0:
            return "success", 0, ""
        if self.stop_signals:
            return "stopped", 128 + self.stop_signals[0], "stopped" + self._stop_reason()
        if last["reason"] == "timeout":
            return "timeout", EXIT_TIMEOUT, "time limit of %s" % duration_text(self.spec.timeout_ms / 1000)
        code = 128 + last["signal"] if last["signal"] else last["exit_code"]
        return "failure", code, reason_text(last)

    def _finish(self, outcome, code, message):
        duration_ms = round((time.monotonic() - self.started) * 1000)
        self._last_words(outcome, message, duration_ms)
        if self.output.problem:
            message = (message + "; " if message else "") + self.output.problem
        last = self.attempts[-1] if self.attempts else {"number": 0}
        facts = dict(last, outcome=outcome, exit_code=code, duration_ms=duration_ms, message=message)
        self._event("finish", **facts)
        self._save_result(
            state="finished", outcome=outcome, exit_code=code, duration_ms=duration_ms, message=message, ended_ms=now_ms()
        )

    def _last_words(self, outcome, message, duration_ms):
        """On the console a success at the first attempt needs no word, or cron would send a mail."""
        if outcome == "success" and not self.spec.verbose and len(self.attempts) == 1:
            return
        if self.spec.silent and outcome in ("success", "failure"):
            return  # Igor's own programs say themselves what is to be said
        text = outcome + " after " + duration_text(duration_ms / 1000) + (": " + message if message else "")
        if self.spec.retries and self.attempts:
            text += " (attempt %d of %d)" % (len(self.attempts), self.spec.retries + 1)
        self.output.say(text)

    def _save_result(self, **result):
        """The log is complete before the result says so. With an agent at hand, the disk is the agent's to wait for."""
        if not self.folder:
            return
        log = os.path.join(self.folder, "log")
        deadline = time.monotonic() + SAVE_PATIENCE_S
        while True:
            try:
                self.record.save(log_bytes=os.stat(log).st_size, **result)
                is_clean = result["outcome"] in ("success", "failure") and self.childless and not self.stop_signals
                self.is_idle = is_clean and self.notices.is_reusable and self.notices.tell(b"i")
                if not self.is_idle and not self.notices.tell(b"e"):
                    sync(log, os.O_WRONLY)
                    self.record.make_durable()
                return
            except OSError as error:
                if time.monotonic() > deadline:
                    sys.stderr.write("igor_wrap: the result was not kept: %s\n" % error)
                    return
                time.sleep(0.5)

    def next_folder(self):
        """Wait for another run's folder; empty: there is none, and this process has done its work."""
        if not self.is_idle:
            return ""
        for fd in [*self.files, self.record.fd]:
            os.close(fd)
        socket = self.notices.socket.fileno()
        self.poller.register(socket, select.POLLIN)
        ready, left_ms, deadline = [], IDLE_MS, time.monotonic() + IDLE_MS / 1000
        while socket not in ready and left_ms > 0 and not self.stop_signals:
            ready = [fd for fd, _ in self.poller.poll(left_ms)]
            if self.wake_fd in ready:
                os.read(self.wake_fd, 4096)  # perhaps of the last run's child, and no reason to go
            left_ms = int((deadline - time.monotonic()) * 1000)
        signal.set_wakeup_fd(-1)
        for fd in self.wake_ends:
            os.close(fd)
        return self.notices.next_folder(is_last=socket not in ready)

    def _event(self, kind, number, started_ms=0, **facts):
        """``facts`` as in an attempt's record, whose ``started_ms`` gives way to the run's."""
        facts["attempt"] = number
        if kind != "start":
            facts["output_tail"] = self.output.tail_text()
        problem = self.spool.put(kind, **facts)
        if problem:
            self.output.say(problem)

    # starting

    def _start(self, number):
        """Fork and execute. Raises WrapperError with code 126 or 127 when the command could not be executed."""
        self.status = None
        self.pipe, output_end = os.pipe()
        os.set_blocking(self.pipe, False)
        self.poller.register(self.pipe, select.POLLIN)
        try:
            self.command_pid = self._spawn(self._environment(number), output_end)
        finally:
            os.close(output_end)
        self.childless = False

    def _spawn(self, environment, output_end):
        """The command's process id: a session of its own, no file but 0, 1 and 2."""
        files = [(os.POSIX_SPAWN_DUP2, output_end, 1), (os.POSIX_SPAWN_DUP2, output_end, 2)]
        if self.folder:
            files.append((os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0))
        what = self.spec.cwd
        try:
            if self.spec.cwd:
                os.chdir(self.spec.cwd)
            what = self.spec.command[0]
            return spawn(self.spec.command, environment, files)
        except OSError as error:
            missing = error.errno in (errno.ENOENT, errno.ENOTDIR)
            code = EXIT_NOT_FOUND if missing else EXIT_CANNOT_EXECUTE
            raise WrapperError("cannot run %s: %s" % (what, error.strerror), code) from None

    def _environment(self, number):
        environment = dict(self.spec.environment)
        environment["IGOR_RUN_ID"] = self.spec.run_id
        environment["IGOR_JOB"] = self.spec.job
        environment["IGOR_ATTEMPT"] = str(number)
        environment["IGOR_MAX_ATTEMPTS"] = str(self.spec.retries + 1)
        if self.spec.timeout_ms:
            environment["IGOR_DEADLINE"] = str((now_ms() + self.spec.timeout_ms) // 1000)
        return environment

    # waiting

    def _catch_signals(self):
        """Signals wake the poll through a pipe; returns its reading end."""
        wake_fd, wake_end = os.pipe()
        for fd in (wake_fd, wake_end):
            os.set_blocking(fd, False)
        signal.set_wakeup_fd(wake_end, warn_on_full_buffer=False)
        self.wake_ends = [wake_fd, wake_end]
        self.poller.register(wake_fd, select.POLLIN)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda number, frame: self.stop_signals.append(number))
        if self.folder and os.path.exists(os.path.join(self.folder, "stop")):
            self.stop_signals.append(signal.SIGTERM)
        return wake_fd

    def _pump_until(self, is_done, limit_s):
        """Copy output and reap processes until ``is_done()`` or ``limit_s`` seconds (None: no limit) have passed."""
        deadline = None if limit_s is None else time.monotonic() + limit_s
        while not is_done():
            left_ms = None if deadline is None else (deadline - time.monotonic()) * 1000
            if left_ms is not None and left_ms <= 0:
                return
            self._pump(left_ms)

    def _pump(self, limit_ms):
        for fd, _ in self.poller.poll(self.notices.limit_ms(limit_ms)):
            if fd == self.wake_fd:
                os.read(fd, 4096)
            else:
                self._copy_output()
        self.notices.output_if_due()
        self._reap()

    def _copy_output(self):
        """One read from the command's pipe; returns whether there may be more at once."""
        try:
            data = os.read(self.pipe, READ_BYTES)
        except BlockingIOError:
            return False
        if not data:
            self._close_pipe()
            return False
        self.output.command_bytes(data)
        self.notices.output_soon()
        return True

    def _drain(self):
        """What is left in the pipe after the last writer's end."""
        while self.pipe >= 0 and self._copy_output():
            pass
        self._close_pipe()

    def _close_pipe(self):
        if self.pipe >= 0:
            self.poller.unregister(self.pipe)
            os.close(self.pipe)
            self.pipe = -1

    def _reap(self):
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                self.childless = True
                return
            self.childless = False
            if pid == 0:
                return
            if pid == self.command_pid:
                self.status = status

    # ending

    def _tree(self, spare):
        """The living processes of the command. ``spare``: without those that asked to outlive it, as Jenkins lets them."""
        if self.is_subreaper and self.childless:
            return []
        found = living_descendants(os.getpid())
        if not self.is_subreaper:
            cookie = "IGOR_RUN_ID=" + self.spec.run_id
            known = {os.getpid(), *found}
            found += [pid for pid in all_pids() if pid not in known and has_environment(pid, cookie)]
        if spare:
            found = [pid for pid in found if not asked_to_live(pid)]
        return [pid for pid in found if is_alive(pid)]

    def _end_leftovers(self):
        """The command itself has ended: what it left in the background gets a moment, then ends too."""
        self._await_tree(SETTLE_S, spare=True)
        left = self._tree(spare=True)
        if left:
            self.output.say("the command has ended but left %s: ending them" % count_text(len(left), "process"))
            self._end_tree(self.spec.grace_ms / 1000, spare=True)

    def _end_tree(self, grace_s, spare):
        """TERM, a grace, then KILL until nothing is left. On the console a second stop request ends the grace."""
        stops = max(len(self.stop_signals), 1)
        self._signal_tree(signal.SIGTERM, spare)
        self._await_tree(grace_s, spare, is_enough=lambda: not self.folder and len(self.stop_signals) > stops)
        left = self._tree(spare)
        if not left:
            return
        self.output.say("%s did not end within the grace of %s: killed" % (count_text(len(left), "process"), duration_text(grace_s)))
        deadline = time.monotonic() + KILL_PATIENCE_S
        while left and time.monotonic() < deadline:
            self._signal_tree(signal.SIGKILL, spare)
            self._await_tree(0.05, spare)
            left = self._tree(spare)
        if left:
            self.output.say("cannot be killed: process " + ", ".join(map(str, left)))

    def _await_tree(self, limit_s, spare, is_enough=lambda: False):
        deadline = time.monotonic() + limit_s
        while time.monotonic() < deadline and not is_enough() and self._tree(spare):
            self._pump(min(50, max(1, (deadline - time.monotonic()) * 1000)))

    def _signal_tree(self, number, spare):
        """To the command's whole group at once, so that no fork slips through, then to each process outside it."""
        group = self.command_pid if self.status is None and self.command_pid else 0
        if group:
            send_signal(-group, number)
        for pid in self._tree(spare):
            stat = process_stat(pid)
            if stat and (stat[2] != group or not group):
                send_signal(pid, number)
            if stat and stat[0] == "T" and number != signal.SIGKILL:
                send_signal(pid, signal.SIGCONT)


def spawn(command, environment, files):
    """Start ``command``, found by the PATH of its environment, in a new session with default signals; its process id."""
    folders = environment.get("PATH", os.defpath).split(":") if "/" not in command[0] else [""]
    problem = None
    for folder in folders:
        path = os.path.join(folder, command[0])
        try:
            return os.posix_spawn(path, command, environment, file_actions=files, setsid=True, setsigdef=DEFAULT_SIGNALS)
        except OSError as error:
            if problem is None or problem.errno in (errno.ENOENT, errno.ENOTDIR):
                problem = error
    raise problem


def keep_files_from_commands():
    """Whatever this process inherited is closed by the execution of the command."""
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2:
            try:
                os.set_inheritable(int(name), False)
            except OSError as error:
                if error.errno != errno.EBADF:
                    raise


def send_signal(pid, number):
    """A process that is gone, or that another user owns, is looked at again by the caller."""
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        return


def is_alive(pid):
    stat = process_stat(pid)
    return stat is not None and stat[0] not in "ZX"


def asked_to_live(pid):
    """Jenkins' convention for a process that may outlive its build. Source: hudson.util.ProcessTree."""
    return has_environment(pid, "BUILD_ID=dontKillMe", "JENKINS_NODE_COOKIE=dontKillMe")


def exit_code_of(status):
    return os.WEXITSTATUS(status) if status is not None and os.WIFEXITED(status) else None


def signal_of(status):
    return os.WTERMSIG(status) if status is not None and os.WIFSIGNALED(status) else None


def reason_text(attempt):
    if attempt["reason"] == "signal":
        return "signal %d" % attempt["signal"]
    return "exit code %d" % attempt["exit_code"] if attempt["reason"] == "exit" else attempt["reason"]


# --- helper processes -------------------------------------------------------------------------------------------------

#: Processes of the wrapper's own that are no part of the command: never signalled, never waited for.
helpers = set()


def fork_helper(work):
    """Run ``work()`` in a process of its own, with nothing of the job's open; returns its process id at once.

    It has a session of its own and no file but /dev/null, so that neither a pipe's reader nor the job waits for it.
    What it raises is its own affair.
    """
    pid = os.fork()
    if pid:
        helpers.add(pid)
        return pid
    try:
        os.setsid()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        null = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        os.closerange(3, 4096)
        work()
    finally:
        os._exit(0)


# --- sinks ------------------------------------------------------------------------------------------------------------
#
# Where events go besides the agent's spool. Nothing here is touched, and nothing is imported, unless a policy names sinks.
# A job waits for one small file and a fork. All else is the business of helper processes: one for each folder of events,
# which deals them out, and one for each sink that has something to send, which waits, tries again and gives up.
#
#     FOLDER/sinks.json             what to send to: {"sinks": [URL, ...]}
#     FOLDER/new/ID.json            events as they come; names sort by time
#     FOLDER/SINK/ID.json           what one sink has still to be sent, oldest first
#     FOLDER/SINK/sent/ID           what it has had, for a while: an event that comes again is known
#     FOLDER/SINK/dead/ID.json      what it refused, or what grew too old
#     FOLDER/SINK/bad/NAME          checks that it was told to be bad, where it cannot fold by itself
#     FOLDER/SINK/status.json       how it goes
#
# A process that is killed between a sink's answer and the note of it sends that event again, under the same name: docs/alerts.md
# says which sinks know it again by that.

#: How long a sink may take for one event.
SINK_BUDGET_S = 2.0
#: The longest pause before a sink is tried again.
SINK_PAUSE_S = 60.0
#: So often a sink may refuse an event; then others have their turn.
SINK_REFUSALS = 5
#: What a sink may have waiting: metrics go before alerts, old before new.
SPOOL_EVENTS = 1_000
SPOOL_BYTES = 16 * 1024 * 1024
SPOOL_AGE_S = 3 * 86_400.0
#: How long it is known what was sent.
SENT_AGE_S = 86_400.0
#: A sink that cannot fold is told of the same trouble again so late.
FOLD_S = 4 * 3_600.0
SINK_TEXT_BYTES = 8 * 1024
STATUSES = {"failure": 2, "timeout": 2, "error": 2, "stopped": 1}
STATUS_WORDS = ("OK", "WARNING", "CRITICAL", "UNKNOWN")


class Refused(Exception):
    """The sink does not take this event, today or tomorrow."""


def deliver(events, policy, environment):
    """Hand ``events`` (list of dicts, see ``wrapper/README.md``) to what ``policy["sinks"]`` names; returns at once.

    ``policy``: the effective policy, a dict by the names of the policy file; ``policy["sinks"]`` is a list of URLs.
    ``environment``: dict of the wrapper's own environment, for ``${NAME}`` in a URL.
    The work is done by ``fork_helper``. Called whenever there are events: at the start, while the command runs, at the end.
    Returns what went wrong, in words, or "".
    """
    urls = policy.get("sinks")
    # That something goes on is news only to a sink that waits for the next word.
    events = [event for event in events if event["kind"] not in ("start", "progress", "attempt_failed") or event.get("ttl_s")]
    if not (urls and events):
        return ""
    settings = to_json({"sinks": [expanded(url, environment) for url in ([urls] if isinstance(urls, str) else urls)]})
    import zlib

    folder = os.path.join(policy.get("sink_spool") or default_spool(), "%08x" % zlib.crc32(settings.encode()))
    try:
        make_folders(os.path.join(folder, "new"))
        put_file(os.path.join(folder, "sinks.json"), settings)
        for event in events:
            put_file(os.path.join(folder, "new", event["event_id"] + ".json"), to_json(event))
        fork_helper(lambda: Delivery(folder).run())
    except OSError as error:
        return "events were not sent: %s" % error
    return ""


def deliver_folder(folder):
    """``--deliver FOLDER``: send what lies there, and below it, until nothing is left; returns the exit code."""
    found = [path for path in [folder, *sorted(os.path.join(folder, name) for name in os.listdir(folder))]]
    folders = [path for path in found if os.path.isfile(os.path.join(path, "sinks.json"))]
    for path in folders[1:]:
        if os.fork() == 0:
            try:
                Delivery(path).run()
            finally:
                os._exit(0)
    for path in folders[:1]:
        Delivery(path).run()
    return 0


def default_spool():
    """Root's lies where daemons keep such things, other people's below their home."""
    if os.geteuid() == 0:
        return "/var/spool/igor/sinks"
    return os.path.join(os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state"), "igor", "sinks")


def expanded(url, environment):
    """``${NAME}`` in a sink's URL is a variable's value; an unknown one stays, and the sink says so."""
    parts = url.split("${")
    for at in range(1, len(parts)):
        name, brace, rest = parts[at].partition("}")
        parts[at] = environment[name] + rest if brace and name in environment else "${" + parts[at]
    return "".join(parts)


def make_folders(path):
    os.makedirs(path, mode=0o700, exist_ok=True)


def put_file(path, text):
    """A whole new file, not yet on disk: it survives any process, and a loss of power ends the job as well."""
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, ".%s.%d" % (name, os.getpid()))
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        write_all(fd, text.encode("utf-8", "replace"))
    finally:
        os.close(fd)
    os.rename(temporary, path)


def spooled(folder):
    """The names of the events in a folder, oldest first."""
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith(".json") and name[0] != "." and name != "status.json")
    except FileNotFoundError:
        return []


def remove(path):
    try:
        os.unlink(path)
    except FileNotFoundError:
        return


class Delivery:
    """The one process that deals out a folder's events, and the parent of its sinks' senders."""

    def __init__(self, folder):
        self.folder = folder
        self.sinks = []
        self.read = None
        self.senders = {}

    def run(self):
        """Until nothing is left. Another process that does so already is enough, and sees what comes."""
        import fcntl

        while self.has_work():
            lock = os.open(os.path.join(self.folder, ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                # The senders inherit it: while one is left, nobody else sends.
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.work()
            except BlockingIOError:
                return
            finally:
                os.close(lock)

    def has_work(self):
        self.read_settings()
        return bool(spooled(os.path.join(self.folder, "new")) or any(spooled(sink.folder) for sink in self.sinks))

    def work(self):
        while self.has_work() or self.senders:
            self.deal_out()
            for sink in self.sinks:
                if sink.folder not in self.senders.values() and spooled(sink.folder):
                    self.senders[fork_sender(sink)] = sink.folder
            self.reap()
            time.sleep(0.1)

    def read_settings(self):
        """Sinks that are not named any more keep what they have until they are."""
        path = os.path.join(self.folder, "sinks.json")
        stamp = os.stat(path)
        if self.read != (stamp.st_mtime_ns, stamp.st_ino):
            self.read = (stamp.st_mtime_ns, stamp.st_ino)
            self.sinks = [open_sink(url, self.folder) for url in read_json(path)["sinks"]]

    def deal_out(self):
        """Each new event to each sink that wants it and has not had it. A crash halfway only begins again."""
        new = os.path.join(self.folder, "new")
        for name in spooled(new):
            path = os.path.join(new, name)
            try:
                message = message_of(read_json(path))
            except (ValueError, TypeError, AttributeError):
                make_folders(os.path.join(self.folder, "dead"))
                os.rename(path, os.path.join(self.folder, "dead", name))
                continue
            sync(path, os.O_RDONLY)
            for sink in self.sinks:
                if sink.wants(message) and not os.path.exists(os.path.join(sink.folder, "sent", name)):
                    make_folders(os.path.join(sink.folder, "sent"))
                    try:
                        os.link(path, os.path.join(sink.folder, name))
                    except FileExistsError:
                        continue
            os.unlink(path)
        for sink in self.sinks:
            keep_bounds(sink)

    def reap(self):
        while self.senders:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            if self.senders.pop(pid, None) and status:
                time.sleep(1.0)


def fork_sender(sink):
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        Sender(sink).run()
        code = 0
    finally:
        os._exit(code)


def keep_bounds(sink):
    """Drop what a sink has too much of: metrics first, then the oldest; and what it has too long a memory of."""
    names = spooled(sink.folder)
    sizes = {name: os.stat(os.path.join(sink.folder, name)).st_size for name in names} if len(names) > 50 else {}
    if len(names) > SPOOL_EVENTS or sum(sizes.values()) > SPOOL_BYTES:
        known = [(message_of(read_json(os.path.join(sink.folder, name)))["kind"] == "alert", name) for name in names]
        for _, name in sorted(known):
            if len(sizes) <= SPOOL_EVENTS and sum(sizes.values()) <= SPOOL_BYTES:
                break
            remove(os.path.join(sink.folder, name))
            del sizes[name]


class Sender:
    """Sends one sink's events in their order, the next when the one before is done with."""

    def __init__(self, sink, clock=time):
        self.sink = sink
        self.folder = sink.folder
        self.clock = clock
        self.failures = 0
        self.refusals = 0
        self.status = {"sent": 0, "dead": 0, "failures": 0, "error": "", "sent_ms": 0, "failed_ms": 0}
        try:
            self.status.update(read_json(os.path.join(self.folder, "status.json")))
        except (OSError, ValueError):
            self.save()

    def run(self):
        """Until nothing is left."""
        for part in ("sent", "dead", "bad"):
            make_folders(os.path.join(self.folder, part))
        self.forget()
        while True:
            names = spooled(self.folder)
            if not names:
                return
            pause = self.step(names[0])
            if pause:
                self.clock.sleep(pause)

    def step(self, name):
        """Try one event; how long to wait before the next try, in seconds."""
        try:
            message = message_of(read_json(os.path.join(self.folder, name)))
        except FileNotFoundError:
            return 0
        except (ValueError, TypeError, AttributeError) as error:
            return self.bury(name, "unreadable: %s" % error)
        if self.clock.time() - message["time_ms"] / 1000 > SPOOL_AGE_S:
            return self.bury(name, "too old: %s" % self.status["error"])
        if not self.is_news(message):
            return self.done(name, message)
        try:
            self.sink.send(message)
        except Refused as error:
            self.refusals += 1
            if self.refusals >= SINK_REFUSALS:
                return self.bury(name, str(error))
            return self.failed(error, min(2.0**self.refusals, SINK_PAUSE_S))
        except Exception as error:
            return self.failed(error, min(0.5 * 2.0 ** min(self.failures, 10), SINK_PAUSE_S))
        self.remember(message)
        self.status.update(sent=self.status["sent"] + 1, sent_ms=int(self.clock.time() * 1000), error="")
        return self.done(name, message)

    def is_news(self, message):
        """Whether a sink that cannot fold has to hear this: a change, or the same trouble after a while."""
        if not self.sink.folds or message["kind"] == "alert":
            return True
        try:
            told = os.stat(self.bad_path(message)).st_mtime
        except FileNotFoundError:
            return message["status"] != 0
        return message["status"] == 0 or self.clock.time() - told > FOLD_S

    def remember(self, message):
        if self.sink.folds and message["kind"] != "alert":
            if message["status"]:
                put_file(self.bad_path(message), message["summary"])
                os.utime(self.bad_path(message), (self.clock.time(), self.clock.time()))
            else:
                remove(self.bad_path(message))

    def bad_path(self, message):
        return os.path.join(self.folder, "bad", check_name(message))

    def done(self, name, message):
        """It need not be sent again, even if the same event comes once more."""
        self.failures = self.refusals = 0
        os.close(os.open(os.path.join(self.folder, "sent", name), os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
        remove(os.path.join(self.folder, name))
        self.save()
        return 0

    def failed(self, error, limit_s):
        """Full jitter, so that many hosts do not come back at once."""
        self.failures += 1
        said = "%s: %s" % (type(error).__name__, error) if not isinstance(error, (Refused, OSError)) else str(error) or type(error).__name__
        self.status.update(failures=self.status["failures"] + 1, error=said[:500], failed_ms=int(self.clock.time() * 1000))
        self.save()
        return limit_s * (0.5 + os.urandom(1)[0] / 510)

    def bury(self, name, why):
        """Out of the way of others, for a person to look at."""
        self.refusals = 0
        os.rename(os.path.join(self.folder, name), os.path.join(self.folder, "dead", name))
        for old in spooled(os.path.join(self.folder, "dead"))[:-SPOOL_EVENTS]:
            remove(os.path.join(self.folder, "dead", old))
        self.status.update(dead=self.status["dead"] + 1, error=why[:500], failed_ms=int(self.clock.time() * 1000))
        self.save()
        return 0

    def forget(self):
        sent = os.path.join(self.folder, "sent")
        for name in os.listdir(sent):
            if self.clock.time() - os.stat(os.path.join(sent, name)).st_mtime > SENT_AGE_S:
                remove(os.path.join(sent, name))

    def save(self):
        put_file(os.path.join(self.folder, "status.json"), to_json(self.status))


# what sinks say


def message_of(event):
    """The event with what sinks need: ``status`` (0 to 3), ``check``, ``summary``, ``text``, all others as they are."""
    said = dict(event)
    said.setdefault("kind", "")
    said.setdefault("job", "job")
    said.setdefault("check", "result")
    said.setdefault("time_ms", now_ms())
    if said.get("status") is None:
        said["status"] = STATUSES.get(event.get("outcome"), 0)
    said.setdefault("severity", ("none", "warning", "critical", "warning")[said["status"]])
    said.setdefault("summary", summary_of(said))
    said.setdefault("text", text_of(said))
    return said


def summary_of(said):
    """``nightly failed: exit code 3 after 2 attempts``."""
    words = {"success": "is fine", "failure": "failed", "timeout": "took too long", "error": "could not be run", "stopped": "was stopped"}
    outcome = words.get(said.get("outcome"), "runs" if said["kind"] in ("start", "progress") else said["kind"])
    facts = []
    if said.get("exit_code"):
        facts.append("exit code %s" % said["exit_code"])
    if said.get("signal"):
        facts.append("signal %s" % said["signal"])
    if said.get("attempt", 1) and said.get("attempt", 1) > 1:
        facts.append("after %d attempts" % said["attempt"])
    if said.get("duration_ms"):
        facts.append("in " + duration_text(said["duration_ms"] / 1000))
    return "%s %s%s" % (said["job"], outcome, ": " + ", ".join(facts) if facts else "")


def text_of(said):
    lines = [said["summary"]]
    if said.get("message"):
        lines.append(said["message"])
    if said.get("url"):
        lines.append(said["url"])
    tail = (said.get("output_tail") or "").splitlines()[-20:] if said["status"] else []
    return "\n".join(lines + (["", "Last lines:"] + tail if tail else []))


def check_name(message, prefix="igor"):
    """A name for monitoring systems: letters, digits, ``_ . -``; different jobs have different ones."""
    job = message["job"]
    known = {c: c for c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"}
    name = "".join(known.get(c, "." if c == "/" else "-") for c in job)
    if name.replace(".", "/") != job:
        import zlib

        name += "-%08x" % zlib.crc32(job.encode("utf-8", "replace"))
    return ".".join([prefix, name] + ([] if message["check"] == "result" else [message["check"]]))


def short(text, limit=SINK_TEXT_BYTES):
    """The text in at most so many bytes of UTF-8, the beginning and the end of it."""
    data = text.encode("utf-8", "replace")
    if len(data) <= limit:
        return data.decode("utf-8")
    head = data[: limit // 4].decode("utf-8", "ignore")
    return head + "\n…\n" + data[len(data) - (limit - limit // 4 - 5) :].decode("utf-8", "ignore")


# the sinks


def check_sinks(urls):
    """Raise WrapperError for the first URL that names no sink."""
    for url in urls:
        open_sink(url, "")


def open_sink(url, folder):
    """The sink that a URL names. Raises WrapperError."""
    import zlib
    from urllib.parse import parse_qsl, unquote, urlsplit

    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise WrapperError("sink %s: %s" % (shown_url(url), error)) from None
    scheme, _, transport = parts.scheme.partition("+")
    kind = SINKS.get(scheme)
    if kind is None or transport not in kind.transports:
        known = " ".join(sorted(name + ("+" + way if way else "") for name, each in SINKS.items() for way in each.transports))
        raise WrapperError("sink %s: there is no %r; known: %s" % (shown_url(url), parts.scheme, known))
    sink = kind()
    sink.url, sink.transport = url, transport
    sink.host, sink.port, sink.path = parts.hostname or "", port or kind.port, unquote(parts.path)
    sink.user, sink.password = unquote(parts.username or ""), unquote(parts.password or "")
    sink.options = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(set(sink.options) - set(kind.options) - COMMON_OPTIONS)
    if unknown:
        raise WrapperError("sink %s: no option %s; known: %s" % (shown_url(url), unknown[0], " ".join(sorted(COMMON_OPTIONS | set(kind.options)))))
    missing = [name for name in kind.required if not sink.options.get(name)]
    if missing or not (sink.host if kind.port or transport else sink.path):
        raise WrapperError("sink %s: it lacks %s" % (shown_url(url), missing[0] if missing else "a host" if kind.port or transport else "a path"))
    sink.budget_s = float(sink.options.get("budget") or SINK_BUDGET_S)
    sink.name = sink.options.get("name") or "%s-%08x" % (scheme, zlib.crc32(url.encode()))
    sink.folder = os.path.join(folder, sink.name)
    return sink


def shown_url(url):
    """Without user and password."""
    head, slashes, rest = url.partition("://")
    authority, slash, tail = rest.partition("/")
    return head + slashes + authority.rpartition("@")[2] + slash + tail


def secret_of(path):
    with open(path) as file:
        return file.read().strip()


class Deadline:
    """Ends a connection when its time is over, however slowly the other side goes on."""

    def __init__(self, limit_s, end):
        import threading

        self.timer = threading.Timer(limit_s, end)
        self.timer.daemon = True

    def __enter__(self):
        self.timer.start()

    def __exit__(self, *_):
        self.timer.cancel()


def shut(found):
    """End a socket's connection from another thread."""
    try:
        found.shutdown(2)
    except OSError:
        return


COMMON_OPTIONS = {"name", "budget", "jobs", "severity"}


class Sink:
    """Where messages go: ``scheme+transport://user:password@host:port/path?option=value``.

    ``port``: the usual one; 0: the sink is a path of this machine. ``metrics``: it takes the numbers of every run, and no
    alerts. ``folds``: it would tell people of each repetition.
    """

    transports = ("",)
    port = 0
    options = ()
    required = ()
    metrics = False
    folds = False

    def wants(self, message):
        from fnmatch import fnmatchcase

        if self.options.get("severity") == "critical" and message["severity"] == "warning" and message["kind"] != "finish":
            return False
        return fnmatchcase(message["job"], self.options.get("jobs") or "*") and self.takes(message)

    def takes(self, message):
        if self.metrics:
            return message["kind"] == "finish"
        return message["kind"] in ("finish", "alert")

    def send(self, message):
        """Raises Refused, or anything else for "not now"."""
        raise NotImplementedError

    def connected(self):
        import socket

        return socket.create_connection((self.host, self.port), self.budget_s)

    def datagram(self, data):
        """Gone without an answer; on this machine it is told when nobody listens."""
        import socket

        family, kind, _, _, address = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, kind) as found:
            found.connect(address)
            found.send(data)
            found.settimeout(0.05)
            try:
                found.recv(64)
            except socket.timeout:
                return

    def http(self, path, value, headers=(), method="POST"):
        """Send JSON (or text) and have the answer's text. Raises Refused, OSError, HTTPException."""
        import http.client

        secure = self.transport == "https"
        port = self.port or (443 if secure else 80)
        if secure:
            import ssl

            context = ssl.create_default_context(cafile=self.options.get("ca_file"))
            connection = http.client.HTTPSConnection(self.host, port, timeout=self.budget_s, context=context)
        else:
            connection = http.client.HTTPConnection(self.host, port, timeout=self.budget_s)
        body = value.encode("utf-8", "replace") if isinstance(value, str) else to_json(value).encode()
        fields = {"Content-Type": "text/plain; charset=utf-8" if isinstance(value, str) else "application/json", "User-Agent": "igor-wrap"}
        fields.update(self.login())
        fields.update(headers)
        try:
            connection.connect()
            with Deadline(self.budget_s, lambda: shut(connection.sock)):
                connection.request(method, path, body, fields)
                answer = connection.getresponse()
                text = answer.read(4096).decode("utf-8", "replace")
        finally:
            connection.close()
        if 200 <= answer.status < 300:
            return text
        said = "%s answers %d %s" % (self.name, answer.status, " ".join(text.split())[:200])
        raise Refused(said) if answer.status < 500 and answer.status not in (408, 425, 429) else OSError(said)

    def login(self):
        if self.options.get("token_file"):
            return {"Authorization": "Bearer " + secret_of(self.options["token_file"])}
        if self.user:
            import base64

            return {"Authorization": "Basic " + base64.b64encode(("%s:%s" % (self.user, self.password)).encode()).decode()}
        return {}


class SensuCore(Sink):
    """Sensu Core 1.x: the client's socket (TCP, UDP, HTTP) or, by HTTP, the API. One JSON result each."""

    transports = ("tcp", "udp", "http", "https")
    port = 3030
    options = ("source", "handlers", "ca_file", "token_file")

    def takes(self, message):
        return super().takes(message) or bool(message.get("ttl_s"))

    def send(self, message):
        result = {
            "name": check_name(message),
            "output": short(message["text"]),
            "status": message["status"],
            "executed": message["time_ms"] // 1000,
            "type": "standard",
        }
        source = self.options.get("source", "igor" if message["kind"] == "alert" else "")
        result.update(source=source) if source else None
        result.update(sensu_facts(message))
        if self.options.get("handlers"):
            result["handlers"] = self.options["handlers"].split(",")
        if self.transport == "udp":
            return self.datagram(to_json(result).encode())
        if self.transport == "tcp":
            return self.over_tcp(to_json(result).encode())
        return self.http(self.path.rstrip("/") + "/results", result)

    def over_tcp(self, data):
        with self.connected() as found, Deadline(self.budget_s, lambda: shut(found)):
            found.sendall(data)
            answer = found.recv(64).strip()
        if answer == b"invalid":
            raise Refused("%s answers: invalid" % self.name)
        if answer != b"ok":
            raise OSError("%s answers: %r" % (self.name, answer))


def sensu_facts(message):
    """What both generations of Sensu name alike."""
    facts = {"ttl": int(message["ttl_s"])} if message.get("ttl_s") else {}
    if message.get("duration_ms") is not None:
        facts["duration"] = message["duration_ms"] / 1000
    return facts


class SensuGo(Sink):
    """Sensu Go: the agent's ``/events``, or the backend's API when a ``namespace`` is named."""

    transports = ("http", "https")
    port = 3031
    options = ("entity", "handlers", "namespace", "key_file", "ca_file")

    def takes(self, message):
        return super().takes(message) or bool(message.get("ttl_s"))

    def send(self, message):
        said = {name: str(message[name]) for name in ("owner", "url", "runbook") if message.get(name)}
        check = {
            "metadata": {"name": check_name(message), "labels": {"igor_job": message["job"], "igor_severity": message["severity"]}, "annotations": said},
            "status": message["status"],
            "output": short(message["text"]),
            "executed": message["time_ms"] // 1000,
            "issued": message["time_ms"] // 1000,
            "interval": 1,
        }
        check.update(sensu_facts(message))
        check["handlers"] = self.options["handlers"].split(",") if self.options.get("handlers") else []
        entity = self.options.get("entity", "igor" if message["kind"] == "alert" else "")
        namespace = self.options.get("namespace")
        if not namespace:
            check.update(proxy_entity_name=entity) if entity else None
            return self.http(self.path.rstrip("/") + "/events", {"check": check})
        check["metadata"]["namespace"] = namespace
        entity = {"entity_class": "proxy", "metadata": {"name": entity or os.uname().nodename, "namespace": namespace}}
        return self.http("%s/api/core/v2/namespaces/%s/events" % (self.path.rstrip("/"), namespace), {"entity": entity, "check": check})

    def login(self):
        return {"Authorization": "Key " + secret_of(self.options["key_file"])} if self.options.get("key_file") else super().login()


class Alertmanager(Sink):
    """Prometheus' Alertmanager, API v2. The same labels with an end in the past resolve."""

    transports = ("http", "https")
    port = 9093
    options = ("ca_file", "token_file", "ends_after")
    NAMES = {"result": "IgorJobFailed", "duration": "IgorJobDuration", "schedule": "IgorJobMissed", "queue": "IgorJobStuck"}

    def send(self, message):
        labels = {"alertname": self.NAMES.get(message["check"], "IgorJob"), "job": message["job"], "check": message["check"]}
        if message["kind"] == "alert":
            labels.update({name: message[name] for name in ("owner", "severity") if message.get(name)})
        else:
            labels["instance"] = os.uname().nodename
        end_s = message["time_ms"] / 1000
        if message["status"]:
            end_s += float(self.options.get("ends_after") or message.get("ttl_s") or 86_400)
        alert = {
            "labels": labels,
            "annotations": {"summary": message["summary"], "description": short(message["text"])},
            "startsAt": rfc3339(message.get("since_ms") or message.get("started_ms") or message["time_ms"]),
            "endsAt": rfc3339(int(end_s * 1000)),
        }
        alert["annotations"].update({"runbook_url": message["runbook"]} if message.get("runbook") else {})
        alert.update({"generatorURL": message["url"]} if message.get("url") else {})
        return self.http(self.path.rstrip("/") + "/api/v2/alerts", [alert])


def rfc3339(at_ms):
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at_ms // 1000)) + ".%03dZ" % (at_ms % 1000)


class Nagios(Sink):
    """Passive results through Nagios' command file (Icinga's and Naemon's too)."""

    options = ("host", "service")
    LINE_BYTES = 4_000

    def send(self, message):
        service = self.options.get("service") or check_name(message)
        text = short(message["text"].replace("|", "¦"), self.LINE_BYTES - 300).replace("\\", "/").replace("\n", "\\n")
        numbers = " | duration=%.3fs" % (message["duration_ms"] / 1000) if message.get("duration_ms") is not None else ""
        first, newline, rest = text.partition("\\n")
        line = "[%d] PROCESS_SERVICE_CHECK_RESULT;%s;%s;%d;%s%s%s\n" % (
            message["time_ms"] // 1000,
            self.options.get("host") or os.uname().nodename,
            service,
            message["status"],
            first,
            numbers,
            newline + rest,
        )
        # Without a reader this fails at once, instead of waiting for Nagios to come back.
        fd = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            os.write(fd, line.encode("utf-8", "replace"))
        finally:
            os.close(fd)


class Statsd(Sink):
    """``igor.job.NAME.runs.RESULT`` and ``.attempts`` as counters, ``.duration`` as a timer."""

    port = 8125
    options = ("prefix",)
    metrics = True

    def send(self, message):
        name = check_name(message, self.options.get("prefix") or "igor.job")
        lines = ["%s.runs.%s:1|c" % (name, message.get("outcome") or "unknown"), "%s.attempts:%d|c" % (name, message.get("attempt") or 1)]
        if message.get("duration_ms") is not None:
            lines.append("%s.duration:%d|ms" % (name, message["duration_ms"]))
        self.datagram("\n".join(lines).encode())


def numbers_of(message):
    """``name → value``, of one run."""
    at_s = message["time_ms"] / 1000
    found = {
        "duration_seconds": (message.get("duration_ms") or 0) / 1000,
        "success": 0 if message["status"] else 1,
        "exit_code": message.get("exit_code"),
        "attempts": message.get("attempt"),
        "max_rss_bytes": message.get("max_rss_bytes"),
        "cpu_seconds": message.get("cpu_seconds"),
        "last_run_timestamp_seconds": at_s,
        "last_success_timestamp_seconds": None if message["status"] else at_s,
    }
    return {name: value for name, value in found.items() if value is not None}


class Graphite(Sink):
    """Plain text to carbon. The end of the connection says that carbon has read all of it."""

    port = 2003
    options = ("prefix",)
    metrics = True

    def send(self, message):
        name = check_name(message, self.options.get("prefix") or "igor.job")
        at_s = message["time_ms"] // 1000
        lines = ["%s.%s %s %d\n" % (name, key, value, at_s) for key, value in numbers_of(message).items()]
        with self.connected() as found, Deadline(self.budget_s, lambda: shut(found)):
            found.sendall("".join(lines).encode())
            found.shutdown(1)
            if found.recv(64):
                raise OSError("%s is no carbon: it answers" % self.name)


def exposition(message, labels, skipped=()):
    """The run's numbers in Prometheus' text format."""
    lines = []
    for key, value in numbers_of(message).items():
        if key not in skipped:
            lines += ["# TYPE igor_job_%s gauge" % key, "igor_job_%s%s %s" % (key, labels, value)]
    return "\n".join(lines) + "\n"


class Pushgateway(Sink):
    """One group for each job. POST leaves alone what this run does not say, such as the last success."""

    transports = ("http", "https")
    port = 9091
    options = ("ca_file", "token_file")
    metrics = True

    def send(self, message):
        import base64

        job = base64.urlsafe_b64encode(message["job"].encode("utf-8", "replace")).decode()
        return self.http("%s/metrics/job/igor/igor_job@base64/%s" % (self.path.rstrip("/"), job), exposition(message, ""))


class Textfile(Sink):
    """A file of the node exporter's textfile collector for each job, replaced as a whole."""

    metrics = True
    options = ("prefix",)

    def send(self, message):
        path = os.path.join(self.path, check_name(message) + ".prom")
        labels = '{igor_job="%s"}' % message["job"].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        kept, counts, last = self.read(path)
        if last >= message.get("event_id", ""):
            return
        result = message.get("outcome") or "unknown"
        counts[result] = counts.get(result, 0) + 1
        lines = ["# igor %s" % message.get("event_id", ""), "# TYPE igor_job_runs_total counter"]
        lines += ["igor_job_runs_total%s,result=\"%s\"} %d" % (labels[:-1], name, count) for name, count in sorted(counts.items())]
        text = "\n".join(lines) + "\n" + exposition(message, labels)
        if kept and message["status"]:
            text += "# TYPE igor_job_last_success_timestamp_seconds gauge\n%s\n" % kept
        put_file(path, text)
        os.chmod(path, 0o644)

    def read(self, path):
        """(the line of the last success, runs by result, the last event) of the file as it is."""
        kept, counts, last = "", {}, ""
        try:
            with open(path, encoding="utf-8") as file:
                lines = file.read().splitlines()
        except FileNotFoundError:
            return kept, counts, last
        for line in lines:
            if line.startswith("# igor "):
                last = line[len("# igor ") :]
            elif line.startswith("igor_job_last_success"):
                kept = line
            elif line.startswith("igor_job_runs_total"):
                head, _, value = line.rpartition(" ")
                counts[head.rpartition('result="')[2][: -len('"}')]] = int(value)
        return kept, counts, last


class Otlp(Sink):
    """OpenTelemetry by HTTP, as JSON: numbers of a run as gauges, alerts as log records."""

    transports = ("http", "https")
    port = 4318
    options = ("ca_file", "token_file")

    def send(self, message):
        resource = {"attributes": [attribute("service.name", "igor"), attribute("host.name", os.uname().nodename)]}
        nanos = str(message["time_ms"] * 1_000_000)
        base = self.path.rstrip("/")
        if message["kind"] == "finish":
            about = [attribute("igor.job", message["job"]), attribute("igor.result", message.get("outcome") or "")]
            found = [
                {"name": "igor.job." + key, "gauge": {"dataPoints": [{"timeUnixNano": nanos, "asDouble": float(value), "attributes": about}]}}
                for key, value in numbers_of(message).items()
            ]
            scope = {"scope": {"name": "igor"}, "metrics": found}
            self.http(base + "/v1/metrics", {"resourceMetrics": [{"resource": resource, "scopeMetrics": [scope]}]})
        if message["kind"] == "alert" or message["status"]:
            about = [attribute("igor." + name, str(message[name])) for name in ("job", "check", "url", "owner", "event_id") if message.get(name)]
            record = {
                "timeUnixNano": nanos,
                "severityNumber": (9, 13, 17, 13)[message["status"]],
                "severityText": ("INFO", "WARN", "ERROR", "WARN")[message["status"]],
                "body": {"stringValue": short(message["text"])},
                "attributes": about,
            }
            scope = {"scope": {"name": "igor"}, "logRecords": [record]}
            self.http(base + "/v1/logs", {"resourceLogs": [{"resource": resource, "scopeLogs": [scope]}]})


def attribute(key, value):
    return {"key": key, "value": {"stringValue": value}}


class Webhook(Sink):
    """The whole message as JSON, or as a line for a chat. ``Idempotency-Key`` is the event's own name."""

    transports = ("http", "https")
    options = ("format", "secret_file", "token_file", "ca_file", "query")
    folds = True

    def send(self, message):
        value = message
        if self.options.get("format") == "slack":
            value = {"text": "%s *%s* %s\n%s" % (STATUS_WORDS[message["status"]], message["job"], message["summary"], message.get("url") or "")}
        headers = {"Idempotency-Key": message.get("event_id", "")}
        if self.options.get("secret_file"):
            import hashlib
            import hmac

            key = secret_of(self.options["secret_file"]).encode()
            headers["X-Igor-Signature"] = "sha256=" + hmac.new(key, to_json(value).encode(), hashlib.sha256).hexdigest()
        path = (self.path or "/") + ("?" + self.options["query"] if self.options.get("query") else "")
        return self.http(path, value, headers)


class Mail(Sink):
    """To a mail server. ``to=owner``: to the job's owner, where that is an address."""

    transports = ("", "tls", "starttls")
    port = 25
    options = ("to", "from", "password_file")
    required = ("to",)
    folds = True

    def takes(self, message):
        return super().takes(message) and bool(self.recipients(message))

    def recipients(self, message):
        wanted = [message.get("owner") or "" if name == "owner" else name for name in self.options["to"].split(",")]
        return [name for name in dict.fromkeys(wanted) if "@" in name]

    def send(self, message):
        import smtplib

        kind = smtplib.SMTP_SSL if self.transport == "tls" else smtplib.SMTP
        server = kind(self.host, self.port, timeout=self.budget_s)
        try:
            with Deadline(self.budget_s, lambda: shut(server.sock)):
                if self.transport == "starttls":
                    server.starttls()
                if self.user:
                    password = secret_of(self.options["password_file"]) if self.options.get("password_file") else self.password
                    server.login(self.user, password)
                server.send_message(self.letter(message), to_addrs=self.recipients(message))
                server.quit()
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            codes = [code for code, _ in error.recipients.values()] if isinstance(error, smtplib.SMTPRecipientsRefused) else [error.smtp_code]
            raise Refused(str(error)) if min(codes) >= 500 else OSError(str(error)) from error
        finally:
            server.close()

    def letter(self, message):
        from email.message import EmailMessage
        from email.utils import formatdate

        host = os.uname().nodename
        found = EmailMessage()
        found["Subject"] = short("[%s] %s" % (STATUS_WORDS[message["status"]], " ".join(message["summary"].split())), 200)
        found["From"] = self.options.get("from") or "igor@" + host
        found["To"] = ", ".join(self.recipients(message))
        found["Date"] = formatdate(message["time_ms"] / 1000)
        found["Message-ID"] = "<%s@igor.%s>" % (message.get("event_id") or now_ms(), host)
        thread = message.get("thread") or check_name(message)
        found["References"] = "<%s@igor.%s>" % (thread, host)
        found["Auto-Submitted"] = "auto-generated"
        found["X-Igor-Job"] = " ".join(short(message["job"], 500).split()).encode("ascii", "replace").decode()
        found.set_content(message["text"] + "\n")
        return found


SINKS = {
    "sensu-core": SensuCore,
    "sensu-go": SensuGo,
    "alertmanager": Alertmanager,
    "nagios": Nagios,
    "statsd": Statsd,
    "graphite": Graphite,
    "pushgateway": Pushgateway,
    "textfile": Textfile,
    "otlp": Otlp,
    "webhook": Webhook,
    "mail": Mail,
}


# --- the three ways in ------------------------------------------------------------------------------------------------


def run_folder(folder):
    """Run what ``folder/spec.json`` says, once; returns the exit code."""
    folder = os.path.abspath(folder)
    return open_run(folder, Notices(folder)).go()


def open_run(folder, notices):
    """Take the folder for this process. Raises WrapperError when another has it or had it."""
    import fcntl

    spec_path = os.path.join(folder, "spec.json")
    lock = os.open(spec_path, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise WrapperError("%s: another wrapper runs it" % folder) from None
    if os.path.exists(os.path.join(folder, "state.jsonl")):
        raise WrapperError("%s: it ran already" % folder)
    data = read_json(spec_path)
    if not isinstance(data, dict):
        raise WrapperError("%s: not an object" % spec_path)
    spec = Spec(data)
    log = os.open(os.path.join(folder, "log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    spool = os.path.join(os.path.dirname(os.path.dirname(folder)), "spool")
    notices.begin(folder)
    run = Run(spec, folder, spool, Output(spec.secrets, [log], [log]), notices)
    run.files += [lock, log]
    if not run.is_subreaper:
        run.output.say("this system has no child subreaper: processes are followed by their environment instead")
    return run


def run_folders(room):
    """Fork a wrapper for each folder named by a packet on standard input; the answer is its process id.

    The wrapper is loaded already and costs a fork instead of a start of Python. Ends with the other end of the socket,
    which touches no wrapper. ``room`` is there only for the wrappers' folders to be written over it (``show_folder``).
    """
    preload()
    listed = find_room()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        try:
            folder = os.read(0, 4096)
        except ConnectionResetError:
            return 0
        if not folder:
            return 0
        pid = os.fork()
        if pid == 0:
            run_forked(os.fsdecode(folder), listed)
            os._exit(0)
        try:
            os.write(0, b"%d" % pid)
        except OSError:
            return 0


def preload():
    """Have in memory, once for all wrappers, what each would load."""
    import _ctypes  # noqa: F401
    import _json  # noqa: F401
    import _socket  # noqa: F401
    import fcntl  # noqa: F401

    boot_id()
    gc.collect()
    gc.disable()
    gc.freeze()


def run_forked(folder, room):
    """As ``--run-folder``, in a session of its own and with nothing of the agent's; then what else the agent has to run."""
    try:
        os.setsid()
        gc.enable()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        os.close(null)
        notices = Notices(folder, is_reusable=True)
        while folder:
            run = open_run(folder, notices)
            show_folder(room, folder)
            run.go()
            folder = run.next_folder()
    except BaseException as error:
        complaint = os.open(os.path.join(folder, "wrapper.err"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        write_all(complaint, ("igor_wrap: %s\n" % error_text(error)).encode("utf-8", "replace"))


def find_room():
    """(address, size) of ``--run-folders ROOM`` in the memory that lists of processes are made of; (0, 0): unknown."""
    try:
        with open("/proc/self/cmdline", "rb") as file:
            listed = file.read()
        at = listed.index(b"--run-folders\0")
        with open("/proc/self/stat", "rb") as file:
            return int(file.read().rpartition(b")")[2].split()[45]) + at, len(listed) - at
    except (OSError, ValueError, IndexError):
        return 0, 0


def show_folder(room, folder):
    """Have this process listed as ``… --run-folder DIR``, which ``ps`` and ``igor down`` look for."""
    address, size = room
    shown = b"--run-folder\0" + os.fsencode(folder)
    if len(shown) >= size:
        return
    try:
        memory = os.open("/proc/self/mem", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return
    try:
        os.pwrite(memory, shown.ljust(size, b"\0"), address)
    except OSError:
        return
    finally:
        os.close(memory)


def run_command_line(arguments):
    """Run the command given after ``--``."""
    options = parse_options(arguments)
    spec = Spec(
        {
            "command": options.command,
            "environment": dict(os.environ),
            "run_id": os.urandom(16).hex(),
            "job": options.job or os.path.basename(options.command[0]),
            "verbose": False,
            "policy": {
                "retries": options.retries,
                "backoff_ms": options.backoff,
                "timeout_ms": options.timeout,
                "grace_ms": options.grace,
            },
        }
    )
    sinks, own_sinks = [1], [2]
    if options.log:
        log = os.open(options.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        sinks.append(log)
        own_sinks.append(log)
    return Run(spec, "", options.spool, Output([], sinks, own_sinks), Notices("")).go()


def parse_options(arguments):
    import argparse

    def value(parse, wanted):
        def convert(text):
            try:
                return parse(text)
            except ValueError:
                raise argparse.ArgumentTypeError("%r is not %s" % (text, wanted)) from None

        return convert

    count = value(parse_count, "a whole number, such as 3")
    duration_ms = value(parse_duration_ms, "a duration, such as 500ms, 10s, 30m, 2h")
    parser = argparse.ArgumentParser(
        prog="igor_wrap.py",
        usage="%(prog)s [options] -- command [argument ...]",
        description="Run a command with retries and a time limit; leave no process of it behind.",
        epilog="Exit code: the command's own; 128+n for signal n; 124 time limit; 125 wrapper error; "
        "126 cannot execute; 127 not found. Durations: 500ms, 10s, 30m, 2h; a bare number is seconds.",
    )
    parser.add_argument("--retries", type=count, default=0, metavar="N", help="attempts beyond the first (0)")
    parser.add_argument("--backoff", type=duration_ms, default="1s", metavar="TIME", help="first limit of the random pause before a retry; doubles (1s)")
    parser.add_argument("--timeout", type=duration_ms, default="0", metavar="TIME", help="limit of each attempt (none)")
    parser.add_argument("--grace", type=duration_ms, default="10s", metavar="TIME", help="between TERM and KILL (10s)")
    parser.add_argument("--job", default="", metavar="NAME", help="name in events and IGOR_JOB (the command's)")
    parser.add_argument("--log", default="", metavar="FILE", help="append output here too")
    parser.add_argument("--spool", default="", metavar="DIR", help="folder for events")
    parser.add_argument("command", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    try:
        options = parser.parse_args(arguments)
    except SystemExit as wrong:
        sys.exit(EXIT_WRAPPER_ERROR if wrong.code else 0)
    if options.command[:1] == ["--"]:
        del options.command[0]
    if not options.command:
        parser.exit(EXIT_WRAPPER_ERROR, "igor_wrap: no command: write it after --\n")
    return options


def parse_count(text):
    if not text.isdigit():
        raise ValueError("not a count: " + text)
    return int(text)


def parse_duration_ms(text):
    """Milliseconds of ``500ms``, ``10s``, ``30m``, ``2h``, ``1d`` or a bare number of seconds."""
    for unit, factor in (("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("", 1_000)):
        if text.endswith(unit):
            number = float(text[: len(text) - len(unit)])
            if not 0 <= number * factor < 2**53:
                raise ValueError("not a duration: " + text)
            return round(number * factor)
    raise ValueError("not a duration: " + text)


def error_text(error):
    if isinstance(error, KeyError):
        return "spec.json lacks %s" % error
    return str(error) if isinstance(error, (WrapperError, OSError)) else "%s: %s" % (type(error).__name__, error)


def main(arguments):
    """Returns the exit code. Whatever goes wrong in here is no exit code of the command."""
    try:
        keep_files_from_commands()
        if arguments[:1] == ["--run-folder"] and len(arguments) == 2:
            return run_folder(arguments[1])
        if arguments[:1] == ["--run-folders"] and len(arguments) == 2:
            return run_folders(arguments[1])
        if arguments[:1] == ["--deliver"] and len(arguments) == 2:
            return deliver_folder(arguments[1])
        return run_command_line(arguments)
    except Exception as error:
        sys.stderr.write("igor_wrap: %s\n" % error_text(error))
        return EXIT_WRAPPER_ERROR


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
