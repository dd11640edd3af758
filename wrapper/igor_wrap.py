#!/usr/bin/env python3
"""Run a command with retries, time limits, locks, a log and events, and leave nothing of it behind.

Ways in (options, policies and exit codes: ``wrapper/README.md``):

    igor_wrap.py [options] -- command argument…         # from a console, from cron, in a Jenkins shell step
    igor_wrap.py --install [/usr/local]                 # bin/igor-wrap, which starts faster
    python3 -I -S igor_wrap.py --run-folder DIR         # DIR/spec.json says what to run
    python3 -I -S igor_wrap.py --run-folders ROOM       # for the agent: a child for each DIR that comes on standard input

One file, standard library only, Python 3.8 or newer, Linux. It needs neither an agent nor a controller to be alive.

What holds at every moment:

* The exit code is the command's, or one of those below. A fault in this file does not change it (``Run.go``).
* ``DIR/state.jsonl`` grows by whole lines, of which the last counts. It says ``finished`` when the log is complete. Unless
  an agent took note, who then answers for it, both are on disk when the wrapper ends. A loss of power ends the run
  anyway, so nothing before the end needs to be.
* One run folder runs once: a second wrapper for it exits and touches nothing.
* Every process that the command starts stays a descendant of this one (child subreaper), also after ``setsid`` and double
  forks. So "no children left" means "nothing left of the command".
* The command's output reaches the log as it is, except that secrets become ``****``.
* What a job asks for never passes the bounds that ops wrote into the job's policy.

The sections, from top to bottom: words, files, settings and policies, secrets, output, values between builds, processes,
limits, locks, events, the run, helper processes, the controller, sinks, ways in.

``_json``, ``_signal`` and ``_ctypes`` are the C halves of ``json``, ``signal`` and ``ctypes``. Their public halves cost
20 ms of start-up together (``re``, ``enum``), which every step of every build would pay; where a Python lacks a C half,
the public module serves. For the same reason modules are imported where they are needed.
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

VERSION = "2"

EXIT_BAD_OUTPUTS = 65
EXIT_REFUSED = 69
EXIT_BUSY = 75
EXIT_TIMEOUT = 124
EXIT_WRAPPER_ERROR = 125
EXIT_CANNOT_EXECUTE = 126
EXIT_NOT_FOUND = 127

POLICIES = "/etc/igor/jobs.d"
DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

TAIL_BYTES = 8 * 1024
TAIL_LINES = 40
#: What rules on the output look at.
SEARCHED_BYTES = 64 * 1024
READ_BYTES = 64 * 1024
#: The command's pipe grows to this once it was found full.
PIPE_BYTES = 1024 * 1024
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
#: A wrapper is forked ahead after so long without an order: not while many are started.
SPARE_AFTER_S = 0.02
#: How long killing goes on before a process counts as unkillable (stuck in the kernel, or another user's).
KILL_PATIENCE_S = 10.0
#: How long a finished result is offered to a full disk.
SAVE_PATIENCE_S = 60.0
#: How often a lock that is waited for is looked at.
LOCK_LOOK_S = 0.2
MASK = b"****"
#: Secrets of the environment are known by their names (and are this long at least, or words like "true" would go).
SECRET_NAMES = ("PASSWORD", "PASSWD", "SECRET", "TOKEN", "PRIVATE_KEY", "ACCESS_KEY", "API_KEY", "CREDENTIALS")
SHORTEST_NAMED_SECRET = 6
#: A run is compared with the last so many successes, if there are at least ``BASELINE_LEAST``.
BASELINE_LAST = 50
BASELINE_LEAST = 8
#: Settings that look at how long a run takes.
MEASURES = ("baseline", "warn_after", "min_duration")
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
FORWARDED_SIGNALS = (signal.SIGUSR1, signal.SIGUSR2, signal.SIGQUIT, signal.SIGWINCH)
#: What a command starts with, whatever this process ignores or inherited.
DEFAULT_SIGNALS = [signal.SIGPIPE, signal.SIGXFSZ, signal.SIGCHLD, *STOP_SIGNALS, *FORWARDED_SIGNALS]


class WrapperError(Exception):
    """Igor's own part failed, or the command could not be executed; ``code`` is the exit code that says so."""

    def __init__(self, text, code=EXIT_WRAPPER_ERROR, outcome="error"):
        super().__init__(text)
        self.code = code
        self.outcome = outcome


# --- words ----------------------------------------------------------------------------------------------------------


def now_ms():
    return time.time_ns() // 1_000_000


def duration_text(seconds):
    """``0.2 s``, ``75 s``, ``30 min``, ``2 h 5 min``."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 120:
        return f"{minutes} min"
    return "%d h %d min" % divmod(minutes, 60)


def count_text(count, noun):
    return f"{count} {noun}{'' if count == 1 else 'es' if noun.endswith('s') else 's'}"


def size_text(size):
    """``512 bytes``, ``1.5 MiB``."""
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if size < 1024 or unit == "GiB":
            return f"{size:.0f} {unit}" if unit == "bytes" or size >= 100 else f"{size:.1f} {unit}"
        size /= 1024


def signal_name(number):
    for name in ("HUP", "INT", "QUIT", "ILL", "ABRT", "BUS", "FPE", "KILL", "SEGV", "PIPE", "ALRM", "TERM", "USR1", "USR2"):
        if getattr(signal, "SIG" + name) == number:
            return "SIG" + name
    return "signal"


def reason_text(attempt):
    """Why an attempt ended, from its record."""
    if attempt["reason"] == "signal":
        return f"signal {attempt['signal']}"
    return f"exit code {attempt['exit_code']}" if attempt["reason"] == "exit" else attempt["reason"]


def error_text(error):
    if isinstance(error, KeyError):
        return f"spec.json lacks {error}"
    return str(error) if isinstance(error, (WrapperError, OSError)) else f"{type(error).__name__}: {error}"


# --- files ----------------------------------------------------------------------------------------------------------


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
        return from_json(file.read())


def from_json(text):
    """Raises ValueError."""
    try:
        from _json import make_scanner

        return make_scanner(_Scanning)(text, len(text) - len(text.lstrip()))[0]
    except (ImportError, AttributeError, StopIteration, SystemError, TypeError, ValueError):
        # The scanner alone cannot say what is wrong with a text.
        import json

        return json.loads(text)


def to_json(value, is_canonical=False):
    """JSON text of None, bool, int, float, str, list and dict; canonical: sorted, without spaces."""
    colon, comma = (":", ",") if is_canonical else (": ", ", ")
    try:
        from _json import encode_basestring_ascii, make_encoder

        encode = make_encoder(None, None, encode_basestring_ascii, None, colon, comma, is_canonical, False, True)
    except (ImportError, TypeError):
        import json

        return json.dumps(value, separators=(comma, colon), sort_keys=is_canonical)
    return "".join(encode(value, 0))


def replace_file(path, text):
    """Put a whole new file in place of ``path``; it is on disk when this returns."""
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name}.{os.getpid()}.tmp")
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        write_all(fd, text.encode("utf-8"))
        os.fsync(fd)
    finally:
        os.close(fd)
    os.rename(temporary, path)
    sync(folder or ".", os.O_RDONLY | os.O_DIRECTORY)


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


def read_bytes(path, limit):
    """Up to ``limit`` bytes of a file. Raises OSError."""
    with open(path, "rb") as file:
        return file.read(limit)


def remove_tree(path):
    """Remove a folder of this process's own, or a file; what another took away is gone already."""
    try:
        if os.path.isdir(path) and not os.path.islink(path):
            for name in os.listdir(path):
                remove_tree(os.path.join(path, name))
            os.rmdir(path)
        else:
            os.unlink(path)
    except OSError:
        return


def sha256_hex(data):
    for module in ("_sha2", "_sha256"):
        try:
            return __import__(module).sha256(data).hexdigest()
        except ImportError:
            continue
    import hashlib

    return hashlib.sha256(data).hexdigest()


def state_folder():
    """Where this user's wrapper keeps what outlives a run: epochs, durations, reports. IGOR_STATE names another place."""
    if os.environ.get("IGOR_STATE"):
        return os.environ["IGOR_STATE"]
    if os.geteuid() == 0:
        return "/var/lib/igor"
    home = os.environ.get("HOME", "/nonexistent")
    return os.path.join(os.environ.get("XDG_STATE_HOME") or os.path.join(home, ".local/state"), "igor")


def file_name(job):
    """A job's name as the name of one file."""
    return job.replace("%", "%25").replace("/", "%2F").lstrip(".") or "%"


# --- settings and policies ------------------------------------------------------------------------------------------
#
# A setting has one name in policy files, on the command line (``--max-delay``) and in a run folder's spec.


def parse_count(value):
    if isinstance(value, bool) or not str(value).isdigit():
        raise ValueError
    return int(value)


def parse_duration_ms(value):
    """Milliseconds of ``500ms``, ``10s``, ``30m``, ``2h``, ``1d`` or a bare number of seconds."""
    text = str(value)
    for unit, factor in (("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("", 1_000)):
        if text.endswith(unit):
            number = float(text[: len(text) - len(unit)])
            if not 0 <= number * factor < 2**53:
                raise ValueError("not a duration: " + text)
            return round(number * factor)
    raise ValueError("not a duration: " + text)


def parse_size(value):
    """Bytes of ``64K``, ``512M``, ``2G`` or a bare number."""
    text = str(value).upper()
    for unit, factor in (("K", 1 << 10), ("M", 1 << 20), ("G", 1 << 30), ("T", 1 << 40), ("", 1)):
        if text.endswith(unit):
            number = float(text[: len(text) - len(unit)])
            if not 0 <= number * factor < 2**53:
                raise ValueError
            return int(number * factor)
    raise ValueError


def parse_number(value):
    number = float(value)
    if isinstance(value, bool) or not 0 <= number < 1e9:
        raise ValueError
    return number


def parse_text(value):
    if isinstance(value, (dict, list, bool)) or value is None:
        raise ValueError
    return str(value)


def parse_umask(value):
    number = int(str(value), 8)
    if not 0 <= number <= 0o777:
        raise ValueError
    return f"{number:03o}"


def parse_names(value):
    """A list, or texts with commas between them."""
    names = value if isinstance(value, list) else [part.strip() for part in parse_text(value).split(",")]
    return [parse_text(name) for name in names if name != ""]


def parse_busy(value):
    if value not in ("skip", "fail", "wait"):
        raise ValueError
    return value


def parse_publish(value):
    if value not in ("success", "always"):
        raise ValueError
    return value


def parse_texts_by_name(value):
    if not isinstance(value, dict):
        raise ValueError
    return {str(name): parse_text(text) for name, text in value.items()}


def parse_anything(value):
    return value


def parse_schedule(value):
    """Five fields of cron, or ``@daily`` and the like; the time is local. Returned as it is."""
    read_schedule(str(value))
    return str(value)


RULE_PARTS = ("exit", "signal", "timeout", "output_re", "then")
RULE_ENDS = ("retry", "fail", "ok", "warn")


def parse_rules(value):
    """A list of rules, each as ``read_rule`` makes it."""
    if not isinstance(value, list):
        raise ValueError
    return [numbered_rule(number, rule) for number, rule in enumerate(value, 1)]


class WrongRule(ValueError):
    """A rule that cannot be followed; the message says which and why."""


def numbered_rule(number, rule):
    """``read_rule``, with the rule's number in what is wrong."""
    try:
        return read_rule(rule)
    except WrongRule as error:
        raise WrongRule(f"rule {number}: {error}") from None
    except (ValueError, TypeError):
        raise WrongRule(f"rule {number}: {rule!r} is not a rule: exit, signal, timeout or output_re, and then") from None


def read_rule(rule):
    """``{exit: [(first, last)], signal: {9}, timeout: bool, output_re: text, then: word}``; checks of a rule are all to hold.

    Raises ValueError.
    """
    if not isinstance(rule, dict):
        raise ValueError
    for name in rule:
        if name not in RULE_PARTS:
            raise WrongRule(f"there is no {unknown(name, RULE_PARTS)}")
    if rule.get("then") not in RULE_ENDS:
        raise WrongRule(f"then: {rule.get('then')!r} is not {', '.join(RULE_ENDS[:-1])} or {RULE_ENDS[-1]}")
    if len(rule) < 2:
        raise WrongRule("no condition: exit, signal, timeout or output_re")
    read = dict(rule)
    if "exit" in rule:
        read["exit"] = [read_range(part) for part in parse_names(rule["exit"])]
    if "signal" in rule:
        read["signal"] = sorted(read_signal(part) for part in parse_names(rule["signal"]))
    if "timeout" in rule and not isinstance(rule["timeout"], bool):
        raise ValueError
    if "output_re" in rule:
        import re

        try:
            re.compile(parse_text(rule["output_re"]))
        except re.error:
            raise ValueError from None
    return read


def read_range(text):
    """(first, last) of ``75`` or ``100-110``."""
    first, _, last = text.partition("-")
    span = parse_count(first), parse_count(last or first)
    if not span[0] <= span[1] <= 255:
        raise ValueError
    return span


def read_signal(text):
    """The number of ``9``, ``KILL`` or ``SIGKILL``."""
    if text.isdigit():
        return int(text)
    number = getattr(signal, "SIG" + text.upper().replace("SIG", ""), None)
    if number is None:
        raise ValueError
    return int(number)


DURATION = (parse_duration_ms, "a duration, such as 500ms, 10s, 30m, 2h")
COUNT = (parse_count, "a whole number, such as 3")
NUMBER = (parse_number, "a number, such as 1.5")
SIZE = (parse_size, "a size, such as 64K, 512M, 2G")
TEXT = (parse_text, "a text")
NAMES = (parse_names, "a list of names")
TEXTS = (parse_texts_by_name, "a mapping of names to texts")
ANYTHING = (parse_anything, "anything")

#: name: (kind, default, word for the value, meaning). Times in milliseconds, sizes in bytes; 0 of a limit: none.
SETTINGS = {
    "attempts": (COUNT, 1, "N", "attempts in all (1: no retry)"),
    "delay": (DURATION, 1_000, "TIME", "limit of the random pause before the second attempt (1s)"),
    "factor": (NUMBER, 2.0, "N", "each pause's limit is so many times the last one's (2)"),
    "max_delay": (DURATION, 600_000, "TIME", "no pause is longer (10m)"),
    "max_elapsed": (DURATION, 0, "TIME", "no attempt starts later than this after the first"),
    "rules": ((parse_rules, "a list of rules: exit, signal, timeout or output_re, and then"), [], "RULES", ""),
    "timeout": (DURATION, 0, "TIME", "limit of each attempt"),
    "total_timeout": (DURATION, 0, "TIME", "limit of all attempts and pauses together"),
    "grace": (DURATION, 10_000, "TIME", "between TERM and KILL (10s)"),
    "warn_after": (DURATION, 0, "TIME", "tell when it runs longer"),
    "min_duration": (DURATION, 0, "TIME", "tell when a success was quicker"),
    "baseline": (NUMBER, 0, "K", "tell when it takes K times the usual deviation more or less than usual"),
    "lock": (TEXT, "", "NAME", "one at a time on this host, among all that name this lock"),
    "fleet_lock": (TEXT, "", "NAME", "one at a time on all hosts of the controller"),
    "on_busy": ((parse_busy, "skip, fail or wait"), "fail", "WORD", "when a lock is held: skip, fail or wait (fail)"),
    "lock_wait": (DURATION, 0, "TIME", "how long to wait for a lock (no limit)"),
    "memory": (SIZE, 0, "SIZE", "limit for all processes together"),
    "cpus": (NUMBER, 0, "N", "limit for all processes together"),
    "processes": (COUNT, 0, "N", "limit for the number of processes"),
    "max_output": (SIZE, 0, "SIZE", "show no more output than this"),
    "max_line": (SIZE, 0, "SIZE", "cut longer lines"),
    "secrets": (NAMES, [], "NAMES", "variables whose values are masked, besides *_TOKEN, *_PASSWORD and the like"),
    "secret_files": (NAMES, [], "FILES", "files whose contents are masked"),
    "environment": (TEXTS, {}, "", ""),
    "pass_environment": (NAMES, [], "NAMES", "pass only these variables on"),
    "umask": ((parse_umask, "an octal number, such as 027"), "", "MASK", "for what the command creates"),
    "schedule": ((parse_schedule, "a schedule of cron, such as */15 * * * *"), "", "CRON", "when the next run is expected"),
    "ttl": (DURATION, 180_000, "TIME", "a run that is silent for so long is dead (3m)"),
    "publish_on": ((parse_publish, "success or always"), "success", "WORD", "whose outputs count: success or always"),
    "needs": (NAMES, [], "NAMES", "inputs to hand over; without one of them nothing starts"),
    "owner": (TEXT, "", "NAME", "whom it concerns; in events"),
    "controller": (TEXT, "", "URL", "report to this Igor or Jenkins as an external job"),
    "credentials": (TEXT, "", "FILE", "user:token for the controller"),
    "spool": (TEXT, "", "DIR", "folder for events"),
    "alerts": (ANYTHING, {}, "", ""),
    "sinks": (NAMES, [], "", ""),
    "sink_spool": (TEXT, "", "DIR", "where events wait for their sinks"),
}
#: Where 0 is more than any number.
ZERO_IS_UNLIMITED = frozenset(
    ["timeout", "total_timeout", "max_elapsed", "lock_wait", "memory", "cpus", "processes", "max_output", "max_line"]
)
#: Names that specs and scripts of before use.
OLD_NAMES = {"backoff": "delay", "backoff_ms": "delay"}


def defaults():
    return {name: setting[1] for name, setting in SETTINGS.items()}


def setting_value(name, value, where):
    """The value as ``SETTINGS`` says. Raises WrapperError, naming ``where``."""
    (parse, wanted), *_ = SETTINGS[name]
    try:
        return parse(value)
    except WrongRule as error:
        raise WrapperError(f"{where}: {error}") from None
    except (ValueError, TypeError):
        raise WrapperError(f"{where}: {value!r} is not {wanted}") from None


def place_of(values, name, where):
    """``where``, with the line and column of a key where the mapping knows them."""
    return ":".join(map(str, (where, *getattr(values, "places", {}).get(name, ()))))


def unknown(name, names, otherwise=""):
    """What to say of a name that there is not; ``otherwise``: instead of all that there are."""
    import difflib

    near = difflib.get_close_matches(name, names, 1)
    return f"{name!r}; did you mean {near[0]!r}?" if near else f"{name!r}; {otherwise or 'there are ' + ', '.join(names)}"


def read_settings(values, where):
    """The settings of a mapping from a policy file or a spec, where times also come as ``timeout_ms``."""
    found = {}
    for name, value in values.items():
        place = place_of(values, name, where)
        if name == "retries":
            found["attempts"] = setting_value("attempts", value, f"{place}: {name}") + 1
            continue
        known = OLD_NAMES.get(name, name)
        if name.endswith("_ms"):
            known = OLD_NAMES.get(name, name[:-3])
            value = f"{value}ms"
        if known not in SETTINGS:
            raise WrapperError(f"{place}: there is no setting {unknown(name, ['retries', *SETTINGS])}")
        found[known] = setting_value(known, value, f"{place}: {name}")
    return found


class Policy:
    """What holds for a run: ``values`` by the names of ``SETTINGS``; ``notes`` say which wishes of the job were not granted.

    ``origins``: where a value that is no default came from.
    """

    def __init__(self, wishes, wish_origin, file_values=None, bounds=None, path=""):
        self.values = defaults()
        self.origins = {}
        self.notes = []
        self.path = path
        bounds = bounds or {}
        for name, value in (file_values or {}).items():
            self._set(name, value, path)
        for name, value in wishes.items():
            if name in self.origins and name not in bounds:
                self.notes.append(f"{name} is for the policy alone to say: {path}")
            else:
                self._set(name, value, wish_origin)
        for name, bound in bounds.items():
            self._hold(name, bound)

    def __getitem__(self, name):
        return self.values[name]

    def _set(self, name, value, origin):
        self.values[name] = value
        self.origins[name] = origin

    def _hold(self, name, bound):
        value = self.values[name]
        held = within(name, value, bound)
        if held != value:
            if name in self.origins and self.origins[name] != self.path:
                self.notes.append(f"{name}: {self.path} allows {bound}: {held_text(name, held)} instead")
            self._set(name, held, self.path)


def held_text(name, value):
    return duration_text(value / 1000) if SETTINGS[name][0] is DURATION else str(value)


def within(name, value, bound):
    """The value, or the nearest that a bound allows: ``any``, a list of values, ``most`` or ``least..most``."""
    if bound == "any":
        return value
    if isinstance(bound, list):
        return value if value in bound else bound[0]
    low, high = read_bound(name, bound)
    if name in ZERO_IS_UNLIMITED and value == 0:
        return high
    return min(max(value, low), high)


def read_bound(name, bound):
    """(least, most) of a number's bound. Raises ValueError."""
    parse = SETTINGS[name][0][0]
    low, dots, high = str(bound).partition("..")
    return (parse(low), parse(high)) if dots else (0, parse(low))


def check_bounds(bounds, where):
    """Raises WrapperError."""
    if not isinstance(bounds, dict):
        raise WrapperError(f"{where}: bounds: {bounds!r} is not a mapping")
    for name, bound in bounds.items():
        place = place_of(bounds, name, where)
        if name not in SETTINGS:
            raise WrapperError(f"{place}: bounds: there is no setting {unknown(name, SETTINGS)}")
        is_number = SETTINGS[name][0] in (DURATION, COUNT, NUMBER, SIZE)
        if bound == "any" or (isinstance(bound, list) and bound and not is_number):
            continue
        try:
            if not is_number or read_bound(name, bound)[0] > read_bound(name, bound)[1]:
                raise ValueError
        except (ValueError, TypeError):
            wanted = "most, least..most or any" if is_number else "a list of what is allowed, or any"
            raise WrapperError(f"{place}: bounds: {name}: {bound!r} is not {wanted}") from None


def find_policy(folder, job):
    """The file of a job's policy, or of all others in its folder or the nearest one above that has such, or empty."""
    parts = job.split("/")
    if not job or any(part in ("", ".", "..") for part in parts):
        parts = ["default"]
    names = [parts] + [parts[:depth] + ["default"] for depth in range(len(parts) - 1, -1, -1)]
    paths = [os.path.join(folder, *name) + ".yml" for name in names]
    return next((path for path in paths if os.path.exists(path)), "")


def load_policy(path, wishes, wish_origin):
    """The policy of a file (empty: of none) with the job's wishes. Raises WrapperError, OSError."""
    if not path:
        return Policy(wishes, wish_origin)
    check_owner(path)
    values = read_yaml(read_bytes(path, 1 << 20), path)
    if not isinstance(values, dict):
        raise WrapperError(f"{path}: not a mapping of settings")
    bounds = values.pop("bounds", None) or {}
    check_bounds(bounds, path)
    return Policy(wishes, wish_origin, read_settings(values, path), bounds, path)


def check_owner(path):
    """A policy that the job's user could write would bind nobody. Raises WrapperError."""
    info = os.stat(path)
    if info.st_uid not in (0, os.geteuid()) or info.st_mode & 0o022:
        raise WrapperError(f"{path}: not believed, because others than root and this user may write it (chmod go-w, chown)")


# The part of YAML that policies need: mappings, lists, values in one line, comments. JSON is part of it.


def read_yaml(data, name):
    """The value of a text in a subset of YAML. Raises WrapperError with file, line and column."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrapperError(f"{name}: not UTF-8: {error.reason} at byte {error.start}") from None
    if text.lstrip().startswith("{"):
        try:
            return from_json(text)
        except ValueError as error:
            raise WrapperError(f"{name}: not JSON: {error}") from None
    return YamlReader(text, name).read()


class PlacedMapping(dict):
    """A mapping of a file; ``places``: (line, column) of each key."""


class YamlReader:
    """``lines``: (number, indent, content) of each that holds something."""

    def __init__(self, text, name):
        self.name = name
        self.at = 0
        self.lines = []
        for number, line in enumerate(text.splitlines(), 1):
            content = without_comment(line).rstrip()
            indent = len(content) - len(content.lstrip(" "))
            if "\t" in content[: indent + 1]:
                raise self.wrong(number, indent + 1, "a tab; indent with spaces")
            if content and not (content == "---" and not self.lines):
                self.lines.append((number, indent, content[indent:]))

    def wrong(self, number, column, why):
        return WrapperError(f"{self.name}:{number}:{column}: {why}")

    def read(self):
        if not self.lines:
            return {}
        value = self.block(self.lines[0][1])
        self.no_more_below(-1)
        return value

    def no_more_below(self, indent):
        if self.at < len(self.lines) and self.lines[self.at][1] > indent:
            number, found, _ = self.lines[self.at]
            raise self.wrong(number, found + 1, "indented in another way than the lines before")

    def block(self, indent):
        content = self.lines[self.at][2]
        return self.sequence(indent) if content == "-" or content.startswith("- ") else self.mapping(indent)

    def mapping(self, indent):
        found = PlacedMapping()
        found.places = {}
        while self.at < len(self.lines) and self.lines[self.at][1] == indent:
            number, _, content = self.lines[self.at]
            key, rest = self.key(number, indent, content)
            if key in found:
                raise self.wrong(number, indent + 1, f"{key!r} comes twice")
            found.places[key] = (number, indent + 1)
            found[key] = self.value(number, indent, indent + len(content) - len(rest), rest)
        self.no_more_below(indent)
        return found

    def key(self, number, indent, content):
        """(key, rest) of ``key: rest``."""
        name, colon, rest = content.partition(":")
        if not colon or (rest and rest[0] != " ") or name.startswith("- "):
            raise self.wrong(number, indent + 1, f"not of the form 'name: value': {content}")
        return name.strip().strip("\"'"), rest.strip()

    def value(self, number, indent, column, rest):
        """What stands behind a key or a dash: in the same line, or in the block below."""
        self.at += 1
        if rest:
            return YamlLine(self, number, column, rest).read()
        if self.at < len(self.lines):
            _, next_indent, content = self.lines[self.at]
            if next_indent > indent or (next_indent == indent and content.startswith("-")):
                return self.block(next_indent)
        return None

    def sequence(self, indent):
        found = []
        while self.at < len(self.lines):
            number, at, content = self.lines[self.at]
            if at != indent or not (content == "-" or content.startswith("- ")):
                break
            rest = content[1:].lstrip()
            column = indent + len(content) - len(rest)
            if rest and rest[0] not in "\"'[{" and (": " in rest or rest.endswith(":")):
                self.lines[self.at] = (number, column, rest)
                found.append(self.mapping(column))
            else:
                found.append(self.value(number, indent + 1, column, rest))
        self.no_more_below(indent)
        return found


class YamlLine:
    """A value within a line: plain, quoted, ``[a, b]``, ``{a: b}``."""

    def __init__(self, reader, number, column, text):
        self.reader, self.number, self.column, self.text = reader, number, column, text
        self.at = 0

    def wrong(self, why):
        return self.reader.wrong(self.number, self.column + self.at + 1, why)

    def read(self):
        value = self.item("")
        if self.at < len(self.text):
            raise self.wrong(f"not expected here: {self.text[self.at :]}")
        return value

    def item(self, ends):
        self.skip()
        first = self.text[self.at : self.at + 1]
        if first == "[":
            return self.items("]", lambda: self.item(",]"))
        if first == "{":
            return dict(self.items("}", self.pair))
        if first and first in "\"'":
            return self.quoted(first)
        if first and first in "&*!|>%@`":
            raise self.wrong(f"policies have no {first!r} of YAML; quote it if it is text")
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in ends:
            self.at += 1
        return plain_value(self.text[start : self.at].strip())

    def skip(self):
        while self.text[self.at : self.at + 1] == " ":
            self.at += 1

    def items(self, end, read):
        found = []
        self.at += 1
        while True:
            self.skip()
            if self.text[self.at : self.at + 1] == end:
                self.at += 1
                self.skip()
                return found
            found.append(read())
            self.skip()
            if self.text[self.at : self.at + 1] == ",":
                self.at += 1
            elif self.text[self.at : self.at + 1] != end:
                raise self.wrong(f"no {end!r} in this line")

    def pair(self):
        key = self.item(":")
        if self.text[self.at : self.at + 1] != ":":
            raise self.wrong("no ':' after the name")
        self.at += 1
        return str(key), self.item(",}")

    def quoted(self, quote):
        """Within single quotes only ``''`` is special, within double quotes what JSON knows."""
        end = self.at + 1
        while end < len(self.text) and self.text[end] != quote:
            end += 2 if quote == '"' and self.text[end] == "\\" else 1
            if quote == "'" and self.text[end : end + 2] == "''":
                end += 2
        if end >= len(self.text):
            raise self.wrong(f"no closing {quote}")
        inner = self.text[self.at + 1 : end]
        self.at = end + 1
        self.skip()
        if quote == "'":
            return inner.replace("''", "'")
        try:
            return from_json(f'"{inner}"')
        except ValueError:
            raise self.wrong(f"not a text: {inner}") from None


def without_comment(line):
    """The line up to a ``#`` that stands at its start or after a space, and not within quotes."""
    quote = ""
    for at, character in enumerate(line):
        if quote:
            quote = "" if character == quote and not (quote == '"' and line[at - 1] == "\\") else quote
        elif character in "\"'" and (at == 0 or line[at - 1] in " [{,:" or line[at - 1] == character == "'"):
            quote = character  # also where '' stands for a quote within a text
        elif character == "#" and (at == 0 or line[at - 1] in " \t"):
            return line[:at]
    return line


def plain_value(text):
    """A value without quotes: a number only if it is written as numbers are (``022`` is none)."""
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "null", "~"):
        return None
    digits = text[1:] if text.startswith("-") else text
    if digits.isdigit() and (digits == "0" or digits[0] != "0"):
        return int(text)
    return text


# Schedules of cron, to know when the next run is expected.

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
WEEKDAYS = "sun mon tue wed thu fri sat".split()
NAMED_SCHEDULES = {
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
}  # fmt: skip


def read_schedule(text):
    """Five sets of numbers, the last two None where they are ``*``. Raises ValueError."""
    fields = NAMED_SCHEDULES.get(text, text).split()
    if len(fields) != 5:
        raise ValueError
    minutes = read_field(fields[0], 0, 59, ())
    hours = read_field(fields[1], 0, 23, ())
    days = read_field(fields[2], 1, 31, ())
    months = read_field(fields[3], 1, 12, MONTHS)
    weekdays = {day % 7 for day in read_field(fields[4], 0, 7, WEEKDAYS)}
    return minutes, hours, None if fields[2][0] == "*" else days, months, None if fields[4][0] == "*" else weekdays


def read_field(text, low, high, names):
    """The numbers of ``*/15``, ``1-5``, ``mon,wed``. Raises ValueError."""
    found = set()
    for part in text.lower().split(","):
        span, slash, step = part.partition("/")
        first, dash, last = ("*", "", "") if span == "*" else span.partition("-")
        start = low if first == "*" else read_name(first, names, low)
        end = read_name(last, names, low) if dash else high if slash or first == "*" else start
        if not low <= start <= end <= high or (slash and parse_count(step) == 0):
            raise ValueError
        found.update(range(start, end + 1, int(step) if slash else 1))
    return found


def read_name(text, names, low):
    return names.index(text) + low if text in names else parse_count(text)


def next_slot_s(schedule, after_s):
    """Epoch seconds of the next slot after ``after_s``, in local time; 0 when there is none within two years."""
    minutes, hours, days, months, weekdays = read_schedule(schedule)
    at = int(after_s) // 60 * 60 + 60
    end = at + 2 * 366 * 86_400
    while at < end:
        t = time.localtime(at)
        is_day = t.tm_mon in months and is_slot_day(t.tm_mday, (t.tm_wday + 1) % 7, days, weekdays)
        if not is_day:
            at = int(time.mktime((t.tm_year, t.tm_mon, t.tm_mday + 1, 0, 0, 0, 0, 0, -1)))
        elif t.tm_hour not in hours:
            at += 3600 - t.tm_min * 60
        elif t.tm_min not in minutes:
            at += 60
        else:
            return at
    return 0


def is_slot_day(day, weekday, days, weekdays):
    """When both are restricted, either will do, as in cron."""
    if days is not None and weekdays is not None:
        return day in days or weekday in weekdays
    return (days is None or day in days) and (weekdays is None or weekday in weekdays)


# --- secrets --------------------------------------------------------------------------------------------------------


def secret_forms(secret):
    """A secret as it may be seen: plain, its longer lines, in base64 wherever it stands in what was encoded, in a URL."""
    forms = {secret}
    if b"\n" in secret:
        forms.update(line for line in secret.splitlines() if len(line) >= 8)
    if len(secret) >= 5:
        forms.update(base64_forms(secret))
        forms.update(url_forms(secret))
    return {form for form in forms if form.strip()}


def base64_forms(secret):
    """What is the same whatever stands before and after, for each of the three alignments; and the whole of it."""
    from binascii import b2a_base64

    whole = b2a_base64(secret, newline=False)
    forms = {whole, whole.rstrip(b"=")}
    for before in range(3):
        padded = b"\0" * before + secret
        first = (8 * before + 5) // 6
        forms.add(b2a_base64(padded, newline=False)[first : len(padded) * 8 // 6])
    long_enough = {form for form in forms if len(form) >= 6}
    return long_enough | {form.replace(b"+", b"-").replace(b"/", b"_") for form in long_enough}


def url_forms(secret):
    """Percent-encoded as most libraries do it: capital or small digits, ``/`` as it is or not, a space as ``+`` or not."""
    plain = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")
    forms = set()
    for kept in (plain, plain | {47}, plain - {126}, plain | frozenset(b"!*'()")):
        for digits in ("%%%02X", "%%%02x"):
            form = b"".join(bytes([byte]) if byte in kept else (digits % byte).encode() for byte in secret)
            forms.update((form, form.replace(b"%20", b"+")))
    return forms


class Masker:
    """Replace secrets in a stream, also where one is split over chunks.

    Bytes are held back only while they may still become a secret, so that a prompt without a newline is seen at once.
    The result does not depend on how the stream was cut. ``secrets``: texts.
    """

    def __init__(self, secrets):
        forms = set()
        for secret in secrets:
            forms |= secret_forms(secret.encode("utf-8", "surrogateescape"))
        self.patterns = sorted(forms, key=lambda form: (-len(form), form))
        self.held = b""
        self.anchors = None

    def feed(self, data):
        """What may be shown now."""
        if not self.patterns:
            return data
        data = self.held + data
        uncertain = self._uncertain_from(data, 0)
        hits = self._hits(data)
        if not hits:
            self.held = data[uncertain:]
            return data[:uncertain] if self.held else data
        shown, position = [], 0
        while True:
            start, end = self._next(hits, data, position)
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
        return self.mask(data)

    def mask(self, data):
        """A whole text, apart from the stream."""
        hits = self._hits(data)
        if not hits:
            return data
        shown, position = [], 0
        while True:
            start, end = self._next(hits, data, position)
            if start < 0:
                return b"".join(shown) + data[position:]
            shown += [data[position:start], MASK]
            position = end

    def mask_text(self, text):
        return self.mask(text.encode("utf-8", "surrogateescape")).decode("utf-8", "replace") if self.patterns else text

    def finds_in(self, data):
        """Whether a secret is in ``data``."""
        return bool(self._hits(data))

    def _hits(self, data):
        """[position, pattern] of the first place of each pattern that is there."""
        if len(self.patterns) > 4 and len(data) >= Anchors.LEAST_BYTES:
            if self.anchors is None or self.anchors.is_worn(data):
                self.anchors = Anchors(self.patterns, data)
            return self.anchors.hits(data)
        return plain_hits(self.patterns, data)

    def _next(self, hits, data, position):
        """(start, end) of the first secret, the longest of those that start there; (-1, -1) if none."""
        best = (-1, -1)
        for hit in hits:
            if 0 <= hit[0] < position:
                hit[0] = data.find(hit[1], position)
            end = hit[0] + len(hit[1])
            if hit[0] >= 0 and (best[0] < 0 or hit[0] < best[0] or (hit[0] == best[0] and end > best[1])):
                best = (hit[0], end)
        return best

    def _uncertain_from(self, data, position):
        """Where the longest end of ``data`` starts that is the beginning of a longer secret."""
        first = end = len(data)
        for pattern in self.patterns:
            at = max(position, end - len(pattern) + 1)
            if at >= first:
                break
            at = data.find(pattern[:2], at)
            while 0 <= at < first:
                if pattern.startswith(data[at:]):
                    first = at
                    break
                at = data.find(pattern[:2], at + 1)
        last = data[-1:]
        if first == end > position and any(len(each) > 1 and each.startswith(last) for each in self.patterns):
            return end - 1
        return first


def plain_hits(patterns, data):
    hits = [[data.find(pattern), pattern] for pattern in patterns]
    return [hit for hit in hits if hit[0] >= 0]


class Anchors:
    """Many patterns in one go: looks for bytes that are rare in this output, of which each pattern has one.

    A byte is found twenty times as fast as a longer pattern. Which ones are rare is counted in a sample, again and again;
    output where none is rare (base64, say) is searched for each pattern.
    """

    LEAST_BYTES = 4096
    SAMPLE_BYTES = 8192
    WORN_BYTES = 16 << 20
    #: What looking at one place, and searching a byte for a pattern, cost beside each other.
    PLACE_COST = 1000

    def __init__(self, patterns, data):
        self.plain = [pattern for pattern in patterns if len(pattern) < 2]
        #: anchor: {the byte after it: [(place of the anchor in the pattern, pattern)]}
        self.places = {}
        self.bytes = 0
        left = {pattern: pattern[:-1] for pattern in patterns if len(pattern) > 1}
        sample = data[: self.SAMPLE_BYTES]
        counts = {byte: sample.count(byte) + 1 for byte in set(b"".join(left.values()))}
        cost = 0.0
        while left:
            anchor = min(counts, key=lambda byte: counts[byte] / (sum(byte in part for part in left.values()) or 1e-9))
            pairs = self.places[anchor] = {}
            cost += counts[anchor] / len(sample) * self.PLACE_COST
            for pattern in [pattern for pattern, part in left.items() if anchor in part]:
                at = left.pop(pattern).index(anchor)
                pairs.setdefault(pattern[at + 1], []).append((at, pattern))
        if cost > len(patterns):
            self.plain, self.places = list(patterns), {}

    def is_worn(self, data):
        """Whether it is time to count again."""
        self.bytes += len(data)
        return self.bytes > self.WORN_BYTES

    def hits(self, data):
        """As ``plain_hits``."""
        found = {}
        find, last = data.find, len(data) - 1
        for anchor, pairs in self.places.items():
            place = find(anchor, 0, last)
            while place >= 0:
                if data[place + 1] in pairs:
                    for at, pattern in pairs[data[place + 1]]:
                        if pattern not in found and place >= at and data.startswith(pattern, place - at):
                            found[pattern] = place - at
                place = find(anchor, place + 1, last)
        return plain_hits(self.plain, data) + [[place, pattern] for pattern, place in found.items()]


def named_secrets(environment, names):
    """The values of the variables that are secret by their name, or named by the policy."""
    found = []
    for name, value in environment.items():
        if name in names:
            found.append(value)
        elif len(value) >= SHORTEST_NAMED_SECRET and name.upper().endswith(SECRET_NAMES) and not is_path(value):
            found.append(value)
    return found


def is_path(value):
    """A variable that names a file is no secret itself."""
    return value.startswith("/") and os.path.exists(value)


def file_secrets(paths):
    """The contents of files, without the newline at their end. Raises WrapperError."""
    found = []
    for path in paths:
        try:
            found.append(read_bytes(path, 1 << 16).decode("utf-8", "surrogateescape").rstrip("\n"))
        except OSError as error:
            raise WrapperError(f"secret_files: {path}: {error.strerror}") from None
    return found


# --- output ---------------------------------------------------------------------------------------------------------


class Output:
    """The command's output and the wrapper's own lines, on their way to files and streams (``sinks``: file numbers).

    ``is_urgent()``: whether a limit has passed or a stop was asked, so that no stuck reader may be waited for.
    """

    def __init__(self, secrets, command_sinks, own_sinks, max_bytes=0, max_line_bytes=0):
        self.masker = Masker(secrets)
        self.command_sinks = command_sinks
        self.own_sinks = own_sinks
        self.max_bytes = max_bytes
        self.max_line_bytes = max_line_bytes
        self.tail = b""
        self.tail_bytes = TAIL_BYTES
        self.at_line_start = True
        self.problem = ""
        self.is_urgent = lambda: False
        self.shown_bytes = 0
        self.hidden_bytes = 0
        self.line_bytes = 0
        self.ways = {}

    def command_bytes(self, data):
        self._show(self.masker.feed(data))

    def end_of_attempt(self):
        self._show(self.masker.flush())

    def say(self, text):
        """A line of the wrapper's own. It starts on a line of its own."""
        data = self.masker.mask(f"[igor] {text}\n".encode("utf-8", "surrogateescape"))
        self._write(self.own_sinks, data if self.at_line_start else b"\n" + data)
        self.at_line_start = True

    def tail_text(self):
        """The attempt's last lines, up to 40 and 8 KiB, masked, as whole characters."""
        tail = self.tail[-TAIL_BYTES:]
        text = tail.decode("utf-8", "replace")
        if len(tail) == TAIL_BYTES and "\n" in text[:-1]:
            text = text[text.index("\n") + 1 :]
        return "".join(text.splitlines(keepends=True)[-TAIL_LINES:])

    def _show(self, data):
        if not data:
            return
        self.tail = (self.tail + data)[-self.tail_bytes :] if len(data) < self.tail_bytes else data[-self.tail_bytes :]
        if self.max_line_bytes:
            data = self._cut_lines(data)
        if self.max_bytes:
            room = max(0, self.max_bytes - self.shown_bytes)
            self.hidden_bytes += max(0, len(data) - room)
            data = data[:room]
            self.shown_bytes += len(data)
        if data:
            self.at_line_start = data.endswith(b"\n")
            self._write(self.command_sinks, data)

    def _cut_lines(self, data):
        """Of each line the first ``max_line_bytes``."""
        kept = []
        for line in data.splitlines(keepends=True):
            end = b"\n" if line.endswith(b"\n") else b""
            room = max(0, self.max_line_bytes - self.line_bytes)
            body = line[: len(line) - len(end)]
            self.line_bytes = 0 if end else self.line_bytes + len(body)
            self.hidden_bytes += max(0, len(body) - room)
            kept.append(body[:room] + end)
        return b"".join(kept)

    def _write(self, sinks, data):
        """A sink that fails is given up, so that the command is not held by a full disk or a closed pipe."""
        for fd in list(sinks):
            try:
                self._write_to(fd, data)
            except OSError as error:
                self.problem = f"the log is incomplete: {error.strerror}"
                for each in (self.command_sinks, self.own_sinks):
                    if fd in each:
                        each.remove(fd)

    def widen_pipes(self):
        """Much output: whoever reads it need not be woken for every few lines."""
        for target, portion, _ in self.ways.values():
            if portion == PIPE_BYTES:
                widen(target)

    def _write_to(self, fd, data):
        """A file takes everything at once. The reader of a pipe or terminal may be stuck: then limits still count."""
        way = self.ways.get(fd)
        if way is None:
            way = self.ways[fd] = find_way(fd)
        target, portion, poller = way
        if poller is None:
            write_all(target, data)
            return
        rest = memoryview(data)
        while rest:
            if poller.poll(100):
                rest = rest[os.write(target, rest[:portion]) :]
            elif self.is_urgent():
                raise OSError(errno.EAGAIN, "nobody reads it")


def widen(fd):
    """Let a pipe hold more. Whether it does: the user may have too many such pipes."""
    import fcntl

    try:
        fcntl.fcntl(fd, 1031, PIPE_BYTES)  # F_SETPIPE_SZ, which Python 3.8 has no name for
    except OSError:
        return False
    return True


def find_way(fd):
    """(file number, how much to write at once, poller) for an output; no poller: writing does not block for long.

    A pipe that is opened anew does not block, whatever those do with it who share it. Where that is refused, a writable
    pipe takes 4096 bytes (PIPE_BUF).
    """
    kind = os.fstat(fd).st_mode & 0o170000
    is_pipe, is_file = kind == 0o010000, kind == 0o100000
    if is_file or not (is_pipe or kind == 0o140000 or os.isatty(fd)):
        return fd, 0, None
    portion = 4096
    if is_pipe:
        try:
            fd = os.open(f"/proc/self/fd/{fd}", os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            portion = PIPE_BYTES
        except OSError:
            portion = 4096
    poller = select.poll()
    poller.register(fd, select.POLLOUT)
    return fd, portion, poller


# --- values between builds ------------------------------------------------------------------------------------------
#
# A command writes ``name=value`` lines to the file $IGOR_OUTPUT (the grammar of GITHUB_OUTPUT), or one file for each
# name to $IGOR_OUTPUT.d. Every attempt has files of its own, and only the last one's count.

VALUE_BYTES = 64 * 1024
VALUES_BYTES = 1024 * 1024
ARTIFACTS_MOST = 1000


class BadOutputs(WrapperError):
    """The command's outputs cannot be taken; the command is to blame."""

    def __init__(self, text):
        super().__init__(text, EXIT_BAD_OUTPUTS, "failure")


def parse_outputs(data):
    """([(name, value)] as texts and bytes, in their order) of a file in GitHub's grammar. Raises BadOutputs."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    pairs, number = [], 0
    lines = iter(data.splitlines(keepends=True) if b"\r" not in data else split_lines(data))
    for raw in lines:
        number += 1
        line = without_newline(raw)
        if not line:
            continue
        name, sign, rest = split_output(line)
        if not sign or not name or (sign == b"<<" and not rest):
            raise BadOutputs(f"line {number}: neither name=value nor name<<delimiter: {shown(line)}")
        value = rest
        if sign == b"<<":
            value, count = read_heredoc(lines, rest, number)
            number += count
        pairs.append((output_name(name, number), value))
    return pairs


def split_lines(data):
    """Lines end with a newline alone; other controls belong to them."""
    parts = data.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def split_output(line):
    """(name, sign, rest): whichever of ``=`` and ``<<`` comes first counts."""
    equals, heredoc = line.find(b"="), line.find(b"<<")
    if equals >= 0 and not 0 <= heredoc < equals:
        return line[:equals], b"=", line[equals + 1 :]
    return line.partition(b"<<")


def read_heredoc(lines, delimiter, number):
    """(value, number of lines) up to the line that is the delimiter."""
    found, count = [], 0
    for raw in lines:
        count += 1
        if without_newline(raw) == delimiter:
            return without_newline(b"".join(found)), count
        found.append(raw)
    if found and not found[-1].endswith(b"\n"):
        raise BadOutputs(f"line {number}: the value has no end: EOF marker missing new line: {shown(found[-1])}")
    raise BadOutputs(f"line {number}: matching delimiter not found: {shown(delimiter)}")


def without_newline(line):
    return line[:-2] if line.endswith(b"\r\n") else line[:-1] if line.endswith(b"\n") else line


def shown(data):
    return data[:80].decode("utf-8", "replace").strip()


def output_name(name, number):
    """``[A-Za-z_][A-Za-z0-9_]*``, up to 64. Raises BadOutputs."""
    text = name.decode("utf-8", "replace")
    if not (text.isidentifier() and text.isascii() and len(text) <= 64):
        raise BadOutputs(f"line {number}: not a name of up to 64 letters, digits and _: {shown(name)!r}")
    return text


def value_text(value):
    """A value in JSON: its text, or ``{"base64": …}`` of what is not UTF-8."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        from binascii import b2a_base64

        return {"base64": b2a_base64(value, newline=False).decode()}


class Exchange:
    """What a run gets from others and hands on.

    ``folder``: of this run alone; ``target``: the committed outputs' file. ``has_keeper``: an agent keeps the folder, and
    tidies it up once nothing is left that might write there.
    """

    def __init__(self, folder, target, spec, needs, masker, has_keeper=False):
        self.folder = folder
        self.target = target
        self.has_keeper = has_keeper
        self.spec = spec
        self.needs = needs
        self.masker = masker
        self.warnings = []
        self.output = ""
        self.committed = {}
        self.artifacts = folder + "/artifacts"
        #: Whether it is known that nothing was handed on, and that nothing can be any more.
        self.is_empty = False

    def inputs(self):
        """The variables for what the job needs. Raises WrapperError: one is missing, or cannot be a variable."""
        found = {}
        for name in self.needs:
            if name not in self.spec.inputs:
                raise WrapperError(f"the input {name} is needed and not there; there are: {self._known()}")
            value = self.spec.inputs[name]
            variable = "IGOR_IN_" + "".join(c if c.isalnum() and c.isascii() else "_" for c in name).upper()
            if not isinstance(value, str) or "\0" in value:
                raise WrapperError(f"the input {name} is not a text, so it can be no variable: read $IGOR_INPUTS")
            if variable in found:
                raise WrapperError(f"two inputs would be {variable}; the second is {name}")
            found[variable] = value
        return found

    def _known(self):
        return ", ".join(sorted(self.spec.inputs)) or "none"

    def begin(self, number):
        """Make ready for an attempt; returns its variables."""
        self.output = f"{self.folder}/output-{number}"
        if number == 1 and not os.path.isdir(self.folder):
            os.mkdir(self.folder, 0o700)
        make_folder(self.output + ".d")
        variables = {"IGOR_OUTPUT": self.output, "IGOR_ARTIFACTS": self.artifacts}
        if number == 1 or not os.path.isdir(self.artifacts):
            make_folder(self.artifacts)
        if self.needs or self.spec.inputs:
            variables["IGOR_INPUTS"] = self.folder + "/inputs.json"
            if number == 1:
                replace_file(variables["IGOR_INPUTS"], to_json(self.spec.inputs))
            variables.update(self.inputs())
        return variables

    def discard(self):
        """Forget the attempt's outputs."""
        if self.output:
            if not self.is_empty:
                remove_tree(self.output)
            remove_tree(self.output + ".d")

    def values(self):
        """The attempt's outputs by name, in bytes. Raises BadOutputs, OSError."""
        if not self.output:
            return {}
        pairs = parse_outputs(self._read(self.output, 2 * VALUES_BYTES))
        folder = self.output + ".d"
        for name in sorted(os.listdir(folder)):
            pairs.append((output_name(os.fsencode(name), 0), self._read(os.path.join(folder, name), VALUE_BYTES)))
        values = {}
        for name, value in pairs:
            if name in values:
                self.warnings.append(f"output {name} was written twice; the last one counts")
            values[name] = value
        self._check(values)
        return values

    def _read(self, path, limit):
        """Empty where the command wrote nothing."""
        try:
            fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise BadOutputs(f"{os.path.basename(path)}: {error.strerror}") from None
        with open(fd, "rb") as file:
            if os.fstat(fd).st_mode & 0o170000 != 0o100000:
                raise BadOutputs(f"{os.path.basename(path)}: not a file")
            data = file.read(limit + 1)
        if len(data) > limit:
            raise BadOutputs(f"{os.path.basename(path)}: larger than {size_text(limit)}")
        return data

    def _check(self, values):
        for name, value in values.items():
            if len(value) > VALUE_BYTES:
                raise BadOutputs(f"output {name} is larger than {size_text(VALUE_BYTES)}: use $IGOR_ARTIFACTS")
            if self.masker.finds_in(value):
                raise BadOutputs(f"output {name} holds a secret")
        if sum(len(name) + len(value) for name, value in values.items()) > VALUES_BYTES:
            raise BadOutputs(f"all outputs together are larger than {size_text(VALUES_BYTES)}: use $IGOR_ARTIFACTS")

    def commit(self, attempt, is_over=False):
        """Hand on what this attempt wrote, by one rename; returns the digest, empty when it wrote nothing.

        ``is_over``: nobody is left who might yet write.
        """
        folders = [self.output + ".d", self.artifacts]
        self.is_empty = is_over and all(map(is_empty_folder, folders)) and not os.path.lexists(self.output)
        if self.is_empty:
            return ""
        values = {name: value_text(value) for name, value in self.values().items()}
        artifacts = list_artifacts(self.artifacts)
        if not values and not artifacts:
            return ""
        self.committed = values
        body = {"outputs": values, "artifacts": artifacts}
        digest = sha256_hex(to_json(body, is_canonical=True).encode())
        origin = {"run_id": self.spec.run_id, "job": self.spec.job, "stage": self.spec.stage, "build": self.spec.build}
        facts = {"version": 1, "attempt": attempt, "epoch": self.spec.epoch, "host": os.uname().nodename}
        if self.target:
            replace_file(self.target, to_json({**facts, **origin, **body, "sha256": digest}, is_canonical=True) + "\n")
        return digest

    def clean_up(self, is_over=False):
        """Leave no empty folders; in a folder of the console's runs, nothing at all. ``is_over``: as for ``commit``."""
        if self.has_keeper and is_over:
            return
        self.discard()
        try:
            os.rmdir(self.artifacts)
        except OSError:
            return


def make_folder(path):
    """An empty one may be there: the run folder had it from the run before."""
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        return


def is_empty_folder(path):
    try:
        return not os.listdir(path)
    except OSError:
        return False


def list_artifacts(folder):
    """``{name: {"sha256": …, "bytes": …}}`` of the files in a folder. Raises BadOutputs, OSError."""
    found = {}
    for path, _, names in os.walk(folder):
        for name in sorted(names):
            file = os.path.join(path, name)
            if os.path.islink(file) or not os.path.isfile(file):
                raise BadOutputs(f"artifact {os.path.relpath(file, folder)}: not a file")
            found[os.path.relpath(file, folder)] = digest_of_file(file)
            if len(found) > ARTIFACTS_MOST:
                raise BadOutputs(f"more than {ARTIFACTS_MOST} artifacts: pack them")
    return found


def digest_of_file(path):
    import hashlib

    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return {"sha256": digest.hexdigest(), "bytes": os.stat(path).st_size}


# --- processes ------------------------------------------------------------------------------------------------------

#: Processes of the wrapper's own that are no part of the command: never signalled, never waited for.
helpers = set()


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
        with open(f"/proc/{pid}/stat", "rb") as file:
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
        with open(f"/proc/{pid}/environ", "rb") as file:
            have = file.read().split(b"\0")
    except OSError:
        return False
    return any(os.fsencode(setting) in have for setting in settings)


def living_descendants(root):
    """Process ids below ``root``, without zombies and the wrapper's helpers.

    The kernel's lists of children cost nothing on a host with many processes, but may leave one out while others end: so
    that there is none left is believed only after a look at all processes.
    """
    return [pid for pid in listed_descendants(root) if is_alive(pid)] or scanned_descendants(root)


def listed_descendants(root):
    """By the lists of children; empty on a kernel that has none."""
    found, todo = [], [root]
    while todo:
        below = [pid for pid in listed_children(todo.pop()) if pid not in helpers]
        found += below
        todo += below
    return found


def listed_children(pid):
    found = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", "rb") as file:
                found += map(int, file.read().split())
    except OSError:
        return found
    return found


def scanned_descendants(root):
    """By a look at every process."""
    stats = {pid: stat for pid, stat in ((pid, process_stat(pid)) for pid in all_pids()) if stat}
    children = {}
    for pid, stat in stats.items():
        if pid not in helpers:
            children.setdefault(stat[1], []).append(pid)
    found, todo = [], [root]
    while todo:
        below = children.get(todo.pop(), [])
        found += below
        todo += below
    return [pid for pid in found if stats[pid][0] != "Z"]


def resident_bytes(pids):
    """(sum, the largest one's share, its process id) of the memory that processes hold."""
    page = os.sysconf("SC_PAGE_SIZE")
    total, most, biggest = 0, 0, 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/statm", "rb") as file:
                size = int(file.read().split()[1]) * page
        except (OSError, IndexError):
            continue
        total += size
        if size > most:
            most, biggest = size, pid
    return total, most, biggest


def process_name(pid):
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8", errors="replace") as file:
            return file.read().strip()
    except OSError:
        return "gone"


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
            with open("/proc/sys/kernel/random/boot_id", encoding="utf-8") as file:
                _boot_ids.append(file.read().strip())
        except OSError:
            _boot_ids.append("")
    return _boot_ids[0]


def keep_files_from_commands():
    """Whatever this process inherited is closed by the execution of the command."""
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2:
            try:
                os.set_inheritable(int(name), False)
            except OSError as error:
                if error.errno != errno.EBADF:
                    raise


def candidates(name, environment):
    """The paths that a shell would try for a command's name."""
    folders = environment.get("PATH", os.defpath).split(":") if "/" not in name else [""]
    return [os.path.join(folder, name) for folder in folders]


def spawn(command, environment, output, null_input, limits=None):
    """Start ``command``, found by the PATH of its environment, in a new session with default signals; its process id.

    ``output``: the file number that becomes its 1 and 2. Raises OSError, of the candidate that says most.
    """
    problem = None
    for path in candidates(command[0], environment):
        try:
            if limits is not None:
                return fork_and_execute(path, command, environment, output, null_input, limits)
            return posix_spawn(path, command, environment, output, null_input)
        except OSError as error:
            if problem is None or problem.errno in (errno.ENOENT, errno.ENOTDIR):
                problem = error
    raise problem


def posix_spawn(path, command, environment, output, null_input):
    files = [(os.POSIX_SPAWN_DUP2, output, 1), (os.POSIX_SPAWN_DUP2, output, 2)]
    if null_input:
        files.append((os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0))
    try:
        return os.posix_spawn(path, command, environment, file_actions=files, setsid=True, setsigdef=DEFAULT_SIGNALS)
    except NotImplementedError:
        return fork_and_execute(path, command, environment, output, null_input, None)


def fork_and_execute(path, command, environment, output, null_input, limits):
    """As ``posix_spawn``, with limits put upon the child before it becomes the command."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            if limits is not None:
                limits.enter()
            os.setsid()
            for number in DEFAULT_SIGNALS:
                signal.signal(number, signal.SIG_DFL)
            if null_input:
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(output, 1)
            os.dup2(output, 2)
            os.execve(path, command, environment)
        except OSError as error:
            os.write(writing, b"%d" % error.errno)
        finally:
            os._exit(EXIT_WRAPPER_ERROR)
    os.close(writing)
    with open(reading, "rb") as answer:
        number = answer.read()
    if number:
        os.waitpid(pid, 0)
        raise OSError(int(number), os.strerror(int(number)))
    return pid


class Usage:
    """What the command's processes used, as the system told when each was reaped; memory also as it was sampled."""

    def __init__(self):
        self.cpu_s = 0.0
        self.peak_bytes = 0
        self.by = "largest process"
        self.biggest = ""

    def add(self, usage):
        """``usage``: of ``os.wait4``, which holds that of the children for which the process itself waited."""
        self.cpu_s += usage.ru_utime + usage.ru_stime
        self.peak_bytes = max(self.peak_bytes, usage.ru_maxrss * 1024)

    def sample(self, pids):
        """Look at the whole tree's memory; returns it."""
        total, _, biggest = resident_bytes(pids)
        if total > self.peak_bytes:
            self.peak_bytes, self.by = total, "sampled"
            self.biggest = process_name(biggest)
        return total

    def facts(self):
        return {"cpu_s": round(self.cpu_s, 3), "peak_rss_bytes": self.peak_bytes, "peak_rss_by": self.by}


# --- limits ---------------------------------------------------------------------------------------------------------
#
# Memory, processors and processes of all that the command starts, by the first of these that the host has: a group of
# cgroup v2, groups of cgroup v1, a scope of systemd, or limits of each process together with a look at their sum.


class Wanted:
    """What a policy limits; 0: not at all."""

    def __init__(self, policy):
        self.memory = policy["memory"]
        self.cpus = policy["cpus"]
        self.processes = policy["processes"]

    def controllers(self):
        pairs = (("memory", self.memory), ("cpu", self.cpus), ("pids", self.processes))
        return [name for name, wanted in pairs if wanted]

    def text(self):
        parts = [f"memory {size_text(self.memory)}" if self.memory else "", f"cpus {self.cpus:g}" if self.cpus else ""]
        return ", ".join(filter(None, [*parts, f"processes {self.processes}" if self.processes else ""]))


def choose_limits(wanted, run_id):
    """The limits in force, None if none are wanted."""
    if not wanted.controllers():
        return None
    for kind in (CgroupV2, CgroupV1, SystemdScope):
        try:
            return kind(wanted, "igor-" + run_id[-16:])
        except OSError:
            continue
    return ProcessLimits(wanted)


def cgroup_of(controller):
    """This process's group as /proc/self/cgroup names it; ``controller`` is empty for version 2. Raises OSError."""
    with open("/proc/self/cgroup", encoding="utf-8") as file:
        for line in file.read().splitlines():
            _, names, path = line.split(":", 2)
            if controller in names.split(","):
                return path
    raise OSError(errno.ENOENT, f"no cgroup with {controller}")


def cgroup_mount(controller):
    """(mount point, the group that is mounted there). Raises OSError."""
    with open("/proc/self/mountinfo", encoding="utf-8") as file:
        for line in file.read().splitlines():
            before, _, after = line.partition(" - ")
            kind, _, options = after.split(" ", 2)
            if kind == ("cgroup" if controller else "cgroup2") and (not controller or controller in options.split(",")):
                fields = before.split(" ")
                return fields[4], fields[3]
    raise OSError(errno.ENOENT, f"no cgroup with {controller} is mounted")


def own_cgroup(controller):
    """The folder of this process's group. Raises OSError."""
    mount, root = cgroup_mount(controller)
    path = cgroup_of(controller)
    below = path[len(root) :] if root != "/" and path.startswith(root) else path
    return mount + below.rstrip("/")


def write_file(path, text):
    fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(fd, text.encode())
    finally:
        os.close(fd)


def read_number(path, word=""):
    """The number in a file of the kernel's, in the line that starts with ``word``; 0 if it has none."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return 0
    try:
        for line in os.read(fd, READ_BYTES).decode().splitlines():
            if not word or line.startswith(word + " "):
                return int(line.split()[-1])
    except (OSError, ValueError):
        return 0
    finally:
        os.close(fd)
    return 0


class Groups:
    """Limits by control groups. ``folders``: made for this run; removed at its end."""

    by = ""
    prefix = ()
    look_s = 0.0

    def __init__(self, wanted):
        self.wanted = wanted
        self.folders = []

    def make(self, folder, settings):
        """A group with its settings. Raises OSError, leaving nothing."""
        try:
            os.mkdir(folder)
            self.folders.append(folder)
            for name, value in settings:
                write_file(os.path.join(folder, name), value)
        except OSError:
            self.remove()
            raise

    def enter(self):
        """In the child: all that it starts is in the groups."""
        for folder in self.folders:
            write_file(os.path.join(folder, "cgroup.procs"), str(os.getpid()))

    def kill(self):
        """What is left in the groups, whoever its parent is."""
        for folder in self.folders:
            try:
                with open(os.path.join(folder, "cgroup.procs"), encoding="utf-8") as file:
                    for pid in file.read().split():
                        send_signal(int(pid), signal.SIGKILL)
            except OSError:
                continue

    def remove(self):
        for folder in self.folders:
            try:
                os.rmdir(folder)
            except OSError:
                continue
        self.folders = []


class CgroupV2(Groups):
    """One group, below this process's own or beside it, where the controllers are handed down."""

    by = "cgroup v2"

    def __init__(self, wanted, name, own=None):
        super().__init__(wanted)
        own = own or own_cgroup("")
        for base in (own, os.path.dirname(own)):
            if self._has_controllers(base):
                self.make(os.path.join(base, name), self._settings())
                return
        raise OSError(errno.ENOENT, "the controllers are not handed down")

    def _has_controllers(self, base):
        with open(os.path.join(base, "cgroup.subtree_control"), encoding="utf-8") as file:
            return set(self.wanted.controllers()) <= set(file.read().split())

    def _settings(self):
        wanted = self.wanted
        if wanted.memory:
            yield "memory.max", str(wanted.memory)
        if wanted.cpus:
            yield "cpu.max", f"{int(wanted.cpus * 100_000)} 100000"
        if wanted.processes:
            yield "pids.max", str(wanted.processes)

    def peak_bytes(self):
        return read_number(os.path.join(self.folders[0], "memory.peak")) if self.folders else 0

    def out_of_memory(self):
        return bool(self.folders) and read_number(os.path.join(self.folders[0], "memory.events"), "oom_kill") > 0


class CgroupV1(Groups):
    """A group in each controller's hierarchy, below this process's own."""

    by = "cgroup v1"

    def __init__(self, wanted, name, find=own_cgroup):
        super().__init__(wanted)
        for controller in wanted.controllers():
            self.make(os.path.join(find(controller), name), self._settings(controller))

    def _settings(self, controller):
        wanted = self.wanted
        if controller == "memory":
            return [("memory.limit_in_bytes", str(wanted.memory))]
        if controller == "pids":
            return [("pids.max", str(wanted.processes))]
        return [("cpu.cfs_period_us", "100000"), ("cpu.cfs_quota_us", str(int(wanted.cpus * 100_000)))]

    def _memory(self, name):
        return os.path.join(self.folders[0], name) if self.folders and self.wanted.memory else ""

    def peak_bytes(self):
        return read_number(self._memory("memory.max_usage_in_bytes"))

    def out_of_memory(self):
        return read_number(self._memory("memory.oom_control"), "oom_kill") > 0


class SystemdScope(Groups):
    """The command becomes a scope of its own, made by ``systemd-run``."""

    by = "systemd scope"

    def __init__(self, wanted, name):
        super().__init__(wanted)
        if not os.path.isdir("/run/systemd/system"):
            raise OSError(errno.ENOENT, "no systemd runs here")
        user = () if os.geteuid() == 0 else ("--user",)
        self.prefix = ("systemd-run", *user, "--scope", "--quiet", "--collect", *self._properties(), "--")
        self._try()

    def _properties(self):
        wanted = self.wanted
        if wanted.memory:
            yield f"--property=MemoryMax={wanted.memory}"
        if wanted.cpus:
            yield f"--property=CPUQuota={wanted.cpus * 100:.0f}%"
        if wanted.processes:
            yield f"--property=TasksMax={wanted.processes}"

    def _try(self):
        """Raises OSError where systemd refuses."""
        null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
        try:
            pid = spawn([*self.prefix, "true"], dict(os.environ), null, True)
            if os.waitpid(pid, 0)[1] != 0:
                raise OSError(errno.EPERM, "systemd refused")
        finally:
            os.close(null)

    def enter(self):
        return

    def peak_bytes(self):
        return 0

    def out_of_memory(self):
        return False


class ProcessLimits(Groups):
    """Each process's address space is limited; the sum of their memory and their number are looked at twice a second."""

    by = "limits of each process, and a look at their sum"
    look_s = 0.5

    def enter(self):
        if self.wanted.memory:
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (self.wanted.memory, self.wanted.memory))
        if self.wanted.cpus:
            mine = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(0, mine[: max(1, round(self.wanted.cpus))])

    def excess(self, rss_bytes, processes):
        """What is over its limit, in words, or empty."""
        if self.wanted.memory and rss_bytes > self.wanted.memory:
            return f"memory limit of {size_text(self.wanted.memory)} passed: {size_text(rss_bytes)}"
        if self.wanted.processes and processes > self.wanted.processes:
            return f"limit of {self.wanted.processes} processes passed: {processes}"
        return ""

    def peak_bytes(self):
        return 0

    def out_of_memory(self):
        return False


# --- locks and the fence --------------------------------------------------------------------------------------------


def lock_path(name):
    return name if name.startswith("/") else f"/run/lock/igor-{file_name(name)}.lock"


class HostLock:
    """One at a time on this host. ``flock(1)`` on the same file excludes it too."""

    def __init__(self, name):
        self.name = name
        self.fd = -1

    def take(self):
        """Whether it is ours now. Raises WrapperError."""
        import fcntl

        try:
            if self.fd < 0:
                self.fd = self._open(lock_path(self.name))
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            raise WrapperError(f"lock {self.name}: {lock_path(self.name)}: {error.strerror}") from None
        return True

    def _open(self, path):
        """Another user's file can be locked, but in /run/lock not be opened by one who would create it."""
        try:
            return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def release(self):
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


def pass_fence(path, epoch):
    """Refuse a start from an epoch that is over: who sent it is no longer the active controller.

    ``path``: holds the highest epoch seen on this host. Raises WrapperError.
    """
    if not epoch:
        return
    seen = read_number(path)
    if epoch < seen:
        raise WrapperError(f"refused: it comes from epoch {epoch}, and epoch {seen} was seen here", EXIT_REFUSED)
    if epoch > seen:
        raise_fence(path, epoch)


def raise_fence(path, epoch):
    """Remember a higher epoch; of several at once the highest stays."""
    import fcntl

    os.makedirs(os.path.dirname(path), exist_ok=True)
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        if epoch > int(os.pread(fd, 20, 0).split()[0] if os.fstat(fd).st_size else 0):
            os.pwrite(fd, b"%-20d\n" % epoch, 0)
    finally:
        os.close(fd)


# --- how long it usually takes --------------------------------------------------------------------------------------


class History:
    """The durations of a job's last successes on this host, in milliseconds, one a line. No path, no history."""

    def __init__(self, path, durations_ms=()):
        self.path = path
        self.durations_ms = list(durations_ms)[-BASELINE_LAST:]
        if path:
            try:
                lines = read_bytes(path, 1 << 20).split()
                self.durations_ms = [int(line) for line in lines if line.isdigit()][-BASELINE_LAST:]
            except OSError:
                self.durations_ms = []

    def usual_ms(self, factor):
        """(median, least, most) by ``factor`` times the median deviation; None with too few.

        A deviation counts as a twentieth of the median and 100 ms at least, or even runs would alarm.
        """
        if len(self.durations_ms) < BASELINE_LEAST or not factor:
            return None
        middle = median(self.durations_ms)
        deviation = max(median([abs(each - middle) for each in self.durations_ms]), middle * 0.05, 100.0)
        return middle, middle - factor * deviation, middle + factor * deviation

    def add(self, duration_ms):
        if not self.path:
            return
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        kept = [*self.durations_ms, duration_ms][-BASELINE_LAST:]
        temporary = f"{self.path}.{os.getpid()}.tmp"
        with open(temporary, "w", encoding="utf-8") as file:
            file.write("".join(f"{each}\n" for each in kept))
        os.rename(temporary, self.path)


def median(numbers):
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


# --- the run's record, events, notices ------------------------------------------------------------------------------


class Spec:
    """What to run: a run folder's ``spec.json``, or the same made of the command line."""

    def __init__(self, data):
        self.command = data["command"]
        self.environment = data["environment"]
        self.run_id = data["run_id"]
        self.cwd = data.get("cwd")
        self.job = data.get("job", "")
        self.stage = data.get("stage", "")
        self.build = data.get("build", 0)
        self.build_url = data.get("build_url", "")
        self.epoch = data.get("epoch", 0)
        self.secrets = data.get("secrets", [])
        self.inputs = data.get("inputs", {})
        self.history_ms = data.get("history_ms", [])
        self.wishes = data.get("policy", {})
        self.policies = data.get("policies", "")
        self.verbose = data.get("verbose", True)
        self.silent = data.get("silent", False)
        self.events = data.get("events", ["start", "attempt_failed", "alert", "finish"])
        self.controller = data.get("controller", "")
        self.token = data.get("token", "")


class Place:
    """Where a run's files are; empty: nowhere. ``folder``: its run folder. ``scratch``: for what it exchanges with others."""

    def __init__(self, folder="", record="", spool="", fence="", history="", scratch="", outputs=""):
        self.folder = folder
        self.record = record
        self.spool = spool
        self.fence = fence
        self.history = history
        self.scratch = scratch
        self.outputs = outputs


class Record:
    """The run's state file. Without a path it is kept in memory alone."""

    def __init__(self, path, spec):
        self.path = path
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
        sync(os.path.dirname(self.path) or ".", os.O_RDONLY | os.O_DIRECTORY)

    def close(self):
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


class Events:
    """What others hear of a run: sinks, or a folder of files for a sender (oldest name first), or standard error."""

    def __init__(self, spec, policy, spool, started_ms, is_local):
        self.spec = spec
        self.policy = policy
        self.spool = spool
        self.started_ms = started_ms
        self.is_local = is_local
        self.count = 0
        self.has_listener = bool(is_local or policy["sinks"] or (spool and spec.events))

    def are_wanted(self, kind):
        """Whether anybody hears of events of this kind."""
        return self.has_listener and (kind in self.spec.events or self.is_local or bool(self.policy["sinks"]))

    def put(self, kind, **facts):
        """Tell it; returns the problem, if any: what listens must not hold up the job."""
        event = self.make(kind, facts)
        if self.is_local:
            os.write(2, f"[igor] event: {to_json(event)}\n".encode())
            return ""
        if self.policy["sinks"]:
            return deliver([event], self.policy.values, os.environ) or ""
        try:
            os.makedirs(self.spool, exist_ok=True)
            replace_file(os.path.join(self.spool, event["event_id"] + ".json"), to_json(event))
        except OSError as error:
            return f"event {kind} was not kept: {error}"
        return ""

    def make(self, kind, facts):
        self.count += 1
        spec = self.spec
        event = {
            "event_id": f"{now_ms():013d}-{spec.run_id}-{self.count:03d}-{kind}",
            "kind": kind,
            "time_ms": now_ms(),
            "run_id": spec.run_id,
            "job": spec.job,
            "build": spec.build,
            "max_attempts": self.policy["attempts"],
            "started_ms": self.started_ms,
        }
        known = {"stage": spec.stage, "url": spec.build_url, "epoch": spec.epoch, "owner": self.policy["owner"]}
        event.update({name: value for name, value in known.items() if value})
        event.update(facts)
        return event


class Notices:
    """Datagrams that spare the agent looking: a letter, then the run's id.

    ``o``: there is output. ``e``: the run has ended. ``i``: it has ended, and the next one's folder may be sent here;
    then follow process id and start in ticks.
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
        self.address = f"/proc/self/fd/{home_fd}/agent.sock"
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
        flags = _socket.MSG_DONTWAIT if kind == b"o" else 0
        try:
            self.socket.sendto(kind + self.run_id + self._process(kind), flags, self.address)
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


# --- the run --------------------------------------------------------------------------------------------------------


def decide(attempt, is_last, output, policy):
    """What follows an attempt that was not stopped: ``ok``, ``warn``, ``retry`` or ``fail``.

    The first rule that matches says so. Where none does, exit code 0 is ``ok``; a failure is retried if the policy has
    attempts left and no rules that say what to retry; a time limit or an interruption (TERM, INT: somebody wanted an end)
    is not, whatever a rule says of interruptions. ``output``: the last of it, masked.
    """
    said = next((rule["then"] for rule in policy["rules"] if rule_matches(rule, attempt, output)), "")
    is_interrupted = attempt["signal"] in (signal.SIGTERM, signal.SIGINT) or attempt["exit_code"] in (130, 143)
    if not said:
        if attempt["reason"] == "exit" and attempt["exit_code"] == 0:
            return "ok"
        has_rules = any(rule["then"] == "retry" for rule in policy["rules"])
        said = "fail" if has_rules or attempt["reason"] == "timeout" else "retry"
    if said == "retry" and (is_last or (is_interrupted and attempt["reason"] != "timeout")):
        return "fail"
    return said


def rule_matches(rule, attempt, output):
    """Whether all that a rule names is so."""
    if "exit" in rule:
        if attempt["reason"] != "exit" or not any(low <= attempt["exit_code"] <= high for low, high in rule["exit"]):
            return False
    if "signal" in rule and (attempt["reason"] != "signal" or attempt["signal"] not in rule["signal"]):
        return False
    if "timeout" in rule and rule["timeout"] != (attempt["reason"] == "timeout"):
        return False
    if "output_re" in rule:
        import re

        return re.search(rule["output_re"], output, re.MULTILINE) is not None
    return True


def pause_limit_s(policy, failures):
    """The limit of the random pause after so many failures."""
    grown = policy["delay"] / 1000 * max(policy["factor"], 1.0) ** min(failures - 1, 60)
    return min(policy["max_delay"] / 1000, grown)


class Run:
    """One run of the command: its attempts, its processes, its end."""

    def __init__(self, spec, policy, place, output, notices, is_local=False):
        self.spec = spec
        self.policy = policy
        self.place = place
        self.folder = place.folder
        self.output = output
        self.record = Record(place.record, spec)
        self.events = Events(spec, policy, place.spool, self.record.data["started_ms"], is_local)
        self.exchange = Exchange(place.scratch, place.outputs, spec, policy["needs"], output.masker, bool(place.folder))
        self.notices = notices
        self.is_local = is_local
        self.started = time.monotonic()
        self.deadline = None
        self.attempts = self.record.data["attempts"]
        self.action = ""
        self.is_timed_out = False
        self.total_passed = False
        self.excess = ""
        self.flags = []
        self.usual = None
        self.slow_s = 0.0
        self.history = History("")
        self.stop_signals = []
        self.lost = ""
        self.command_pid = 0
        self.status = None
        self.childless = True
        self.pipe = -1
        self.read_bytes = READ_BYTES
        self.usage = Usage()
        # os.wait4 loads a module, which a run of which nobody hears need not pay
        self.is_measured = bool(place.record or self.events.has_listener)
        self.limits = None
        self.locks = []
        self.timers = []
        self.watched = {}
        self.poller = select.poll()
        self.is_subreaper = notices.is_subreaper or become_subreaper()
        notices.is_subreaper = self.is_subreaper
        self.is_idle = False
        self.files = []
        self.wake_fd = self._catch_signals()
        output.is_urgent = self._is_urgent

    def go(self):
        """Run to the end; returns the exit code. A fault of this file's does not change that of a command that ran."""
        try:
            verdict = self._run()
        except Exception as error:
            verdict = last_resort(self, error)
            self._try_to_end_tree()
        self._finish(*verdict)
        return verdict[1]

    def _try_to_end_tree(self):
        try:
            self._kill_tree(spare=True)
        except Exception as error:
            sys.stderr.write(f"igor_wrap: {error_text(error)}\n")

    def _run(self):
        """(outcome, exit code, message)."""
        self._save_progress()
        try:
            self._prepare()
            self._run_attempts()
            verdict = self._judge()
            return self._hand_on(verdict)
        except WrapperError as error:
            if not self.childless:
                self._end_tree(0.0, spare=False)
            return error.outcome, error.code, str(error)

    def _save_progress(self):
        """A disk that is full stops no job; only a run folder that cannot be written is no run."""
        try:
            self.record.save()
        except OSError as error:
            if not self.attempts:
                raise WrapperError(f"cannot write {self.place.record}: {error.strerror}") from None
            self.output.problem = f"the record is incomplete: {error.strerror}"

    def _is_urgent(self):
        is_late = self.deadline is not None and time.monotonic() > self.deadline
        return is_late or self.is_timed_out or bool(self.stop_signals)

    # before the first attempt

    def _prepare(self):
        """Raises WrapperError: nothing is started."""
        for note in self.policy.notes:
            self.output.say(note)
        if self.place.fence:
            pass_fence(self.place.fence, self.spec.epoch)
        if self.policy["needs"]:
            self.exchange.inputs()
        if any("output_re" in rule for rule in self.policy["rules"]):
            self.output.tail_bytes = SEARCHED_BYTES
        if self.policy["umask"]:
            os.umask(int(self.policy["umask"], 8))
        self._take_locks()
        if not self.stop_signals:
            self._limit()
        self._set_timers()

    def _take_locks(self):
        if self.policy["lock"]:
            self._take(HostLock(self.policy["lock"]))
        if self.policy["fleet_lock"] and not self.is_local:
            lock = FleetLock(self.policy["fleet_lock"], self.policy, self.spec)
            self._take(lock)
            self.watched[lock.watch()] = "the fleet lock was lost: " + lock.name
            self.poller.register(lock.news, select.POLLIN)

    def _take(self, lock):
        """Raises WrapperError: it is busy."""
        limit_s = self.policy["lock_wait"] / 1000
        begun = time.monotonic()
        is_told = False
        while not lock.take():
            if self.policy["on_busy"] == "skip":
                raise WrapperError(f"skipped: lock {lock.name} is held", 0, "skipped")
            if self.policy["on_busy"] == "fail" or (limit_s and time.monotonic() - begun > limit_s):
                raise WrapperError(f"lock {lock.name} is held", EXIT_BUSY)
            if not is_told:
                self.output.say(f"waiting for lock {lock.name}")
                is_told = True
            self._pump_until(lambda: self.stop_signals, LOCK_LOOK_S)
            if self.stop_signals:
                return
        self.locks.append(lock)

    def _limit(self):
        wanted = Wanted(self.policy)
        self.limits = choose_limits(wanted, self.spec.run_id)
        if self.limits and self.spec.verbose:
            self.output.say(f"limits: {wanted.text()} (by {self.limits.by})")

    def _set_timers(self):
        """What happens while the command runs, from now in seconds."""
        self.history = History(self.place.history if self.policy["baseline"] else "", self.spec.history_ms)
        self.usual = self.history.usual_ms(self.policy["baseline"])
        self.slow_s = self.policy["warn_after"] / 1000 or (self.usual[2] / 1000 if self.usual else 0)
        if self.slow_s:
            self._at(self.slow_s, self._tell_slow)
        if self.limits and self.limits.look_s:
            self._at(self.limits.look_s, self._look_at_tree)
        else:
            self._at(1.0, self._look_at_tree)
        if self.policy["sinks"] or "progress" in self.spec.events or self.is_local:
            self._at(self._heartbeat_s(), self._tell_progress)

    def _heartbeat_s(self):
        return max(1.0, min(self.policy["ttl"] / 3000, 60.0))

    def _at(self, delay_s, action):
        """``action()`` gives the seconds until it is due again, or None."""
        self.timers.append([time.monotonic() + delay_s, delay_s, action])

    def _tell_slow(self):
        if self.command_pid:
            self.flags.append("slow")
            usual = f" (usually {duration_text(self.usual[0] / 1000)})" if self.usual else ""
            self._tell_duration(1, f"it runs longer than {duration_text(self.slow_s)}{usual}")

    def _look_at_tree(self):
        """Memory of the whole tree: often where that is the limit, else ever more seldom."""
        pids = living_descendants(os.getpid()) if not self.childless else []
        total = self.usage.sample(pids)
        look_s = self.limits.look_s if self.limits else 0
        if look_s and not self.excess:
            self.excess = self.limits.excess(total, len(pids))
            if self.excess:
                self.excess += f", most of it by {self.usage.biggest}" if self.usage.biggest else ""
                self._kill_tree(spare=False)
        return look_s or min(30.0, 1.0 + (time.monotonic() - self.started) / 2)

    def _tell_progress(self):
        self._event("progress", number=len(self.attempts) + 1, ttl_s=self.policy["ttl"] // 1000)
        return self._heartbeat_s()

    # attempts

    def _run_attempts(self):
        while not self.stop_signals:
            attempt = self._run_attempt(len(self.attempts) + 1)
            self.attempts.append(attempt)
            self.action = self._decide(attempt)
            if self.action != "retry":
                return
            delay_s = self._pause_s()
            if not self._has_time(delay_s):
                self.action = "fail"
                return
            self._say_retry(attempt, delay_s)
            self._save_progress()
            self._event("attempt_failed", **attempt)
            self.exchange.discard()
            self._pump_until(lambda: self.stop_signals, delay_s)

    def _say_retry(self, attempt, delay_s):
        took = duration_text(attempt["duration_ms"] / 1000)
        count = f"attempt {attempt['number']} of {self.policy['attempts']}"
        self.output.say(f"{count} failed: {reason_text(attempt)} after {took}; next attempt in {duration_text(delay_s)}")

    def _decide(self, attempt):
        if attempt["reason"] == "stopped" or self.stop_signals or self.total_passed:
            is_good = attempt["reason"] == "exit" and attempt["exit_code"] == 0
            return "ok" if is_good else "fail"
        is_last = attempt["number"] >= self.policy["attempts"]
        text = self.output.tail.decode("utf-8", "replace") if self.policy["rules"] else ""
        return decide(attempt, is_last, text, self.policy)

    def _pause_s(self):
        """Full jitter: anything up to the limit."""
        return pause_limit_s(self.policy, len(self.attempts)) * int.from_bytes(os.urandom(4), "big") / 2**32

    def _has_time(self, delay_s):
        """Whether another attempt may start so late."""
        elapsed_s = time.monotonic() - self.started + delay_s
        limits = [self.policy[name] / 1000 for name in ("max_elapsed", "total_timeout") if self.policy[name]]
        if limits and elapsed_s > min(limits):
            self.output.say(f"no other attempt: {duration_text(min(limits))} would be over")
            return False
        return True

    def _limit_s(self):
        """How long this attempt may take, None without limit, and whether that is the end of the run's own limit."""
        limit_s = self.policy["timeout"] / 1000 or None
        if self.policy["total_timeout"]:
            left_s = max(0.001, self.policy["total_timeout"] / 1000 - (time.monotonic() - self.started))
            if limit_s is None or left_s <= limit_s:
                return left_s, True
        return limit_s, False

    def _run_attempt(self, number):
        """Start the command and see it to its end; returns the attempt's record."""
        started_ms, started = now_ms(), time.monotonic()
        self.output.tail = b""
        self.is_timed_out = False
        limit_s, is_total = self._limit_s()
        self.deadline = None if limit_s is None else started + limit_s
        self._start(number)
        if number == 1:
            self._event("start", number=1, ttl_s=self.policy["ttl"] // 1000)
        reason = self._await_command(limit_s, is_total)
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

    def _await_command(self, limit_s, is_total):
        """Wait for the command, its time limit or a stop; afterwards nothing of it is left. Returns the reason."""
        left_s = None if limit_s is None else self.deadline - time.monotonic()
        self._pump_until(lambda: self.status is not None or self.stop_signals, left_s)
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
            self.is_timed_out, self.total_passed = True, is_total
            self.output.say(self._limit_text() + " reached")
            reason = "timeout"
        self._end_tree(self.policy["grace"] / 1000, spare=False)
        return reason

    def _limit_text(self):
        name = "total_timeout" if self.total_passed else "timeout"
        whole = " for all attempts" if self.total_passed and self.policy["attempts"] > 1 else ""
        return f"time limit of {duration_text(self.policy[name] / 1000)}{whole}"

    def _stop_reason(self):
        if self.lost:
            return ": " + self.lost
        if not self.folder:
            return ""
        try:
            with open(self.folder + "/stop", encoding="utf-8", errors="replace") as file:
                reason = file.read().strip()
        except OSError:
            return ""
        return ": " + reason if reason else ""

    # the end

    def _judge(self):
        """(outcome, exit code, message) from the last attempt."""
        last = self.attempts[-1] if self.attempts else None
        if last and self.action in ("ok", "warn"):
            text = "" if last["exit_code"] == 0 else f"{reason_text(last)} counts as {self.action}"
            if self.action == "warn":
                self.flags.append("warning")
            return "success", 0, text
        if self.stop_signals:
            return "stopped", 128 + self.stop_signals[0], "stopped" + self._stop_reason()
        if last["reason"] == "timeout":
            return "timeout", EXIT_TIMEOUT, self._limit_text()
        if last["exit_code"] == 0:
            return "failure", 1, "a rule says so, in spite of exit code 0"
        code = 128 + last["signal"] if last["signal"] else last["exit_code"]
        return "failure", code, reason_text(last) + self._limit_passed(last)

    def _limit_passed(self, attempt):
        """What the kernel or this process killed it for."""
        if self.excess:
            return ": " + self.excess
        if self.limits and self.limits.out_of_memory():
            biggest = f", most of it by {self.usage.biggest}" if self.usage.biggest else ""
            return f": memory limit of {size_text(self.policy['memory'])} reached{biggest}"
        return ""

    def _hand_on(self, verdict):
        """Commit the outputs of an attempt that counts; only then is a success one. A failure keeps its exit code."""
        is_success = verdict[0] == "success"
        if self.attempts and (is_success or self.policy["publish_on"] == "always"):
            try:
                digest = self.exchange.commit(len(self.attempts), is_over=self.is_subreaper and self.childless)
            except (OSError, WrapperError) as error:
                if not is_success:
                    self.output.say(f"its outputs were not kept: {error}")
                    return verdict
                if isinstance(error, WrapperError):
                    raise
                raise WrapperError(f"the outputs were not kept: {error}") from None
            if digest:
                self.record.data["outputs_sha256"] = digest
            for warning in self.exchange.warnings:
                self.output.say(warning)
        return verdict

    def _finish(self, outcome, code, message):
        """Say, tell and keep how it ended; each even if another fails."""
        duration_ms = round((time.monotonic() - self.started) * 1000)
        message += "; " + self.output.problem if message and self.output.problem else self.output.problem
        result = {"outcome": outcome, "exit_code": code, "duration_ms": duration_ms, "message": message}
        steps = (self._compare, self._last_words, self._tell_end, self._clean_up, self._report, self._save_result)
        for step in steps:
            try:
                step(result)
            except Exception as error:
                sys.stderr.write(f"igor_wrap: {step.__name__}: {error_text(error)}\n")

    def _compare(self, result):
        """With how long it should take."""
        if result["outcome"] != "success" or not self.attempts:
            return
        took_ms = result["duration_ms"]
        least_ms = self.policy["min_duration"] or (self.usual[1] if self.usual else 0)
        if took_ms < least_ms:
            self.flags.append("too_fast")
            usual = f" (usually {duration_text(self.usual[0] / 1000)})" if self.usual else ""
            self._tell_duration(1, f"it took only {duration_text(took_ms / 1000)}{usual}")
        if self.place.history and (self.slow_s or self.policy["min_duration"] or self.policy["baseline"]):
            self._remember_duration("slow" in self.flags or "too_fast" in self.flags)
            self.history.add(took_ms)

    def _remember_duration(self, is_odd):
        """So that the first usual duration after an odd one ends the alert."""
        odd = self.place.history + ".odd"
        if is_odd:
            os.makedirs(os.path.dirname(odd), exist_ok=True)
            os.close(os.open(odd, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
        elif os.path.exists(odd):
            os.unlink(odd)
            self._tell_duration(0, "it took as long as usual")

    def _tell_duration(self, status, text):
        if status:
            self.output.say(text)
        summary = f"{self.spec.job}: {text}"
        self._event("alert", number=max(1, len(self.attempts)), check="duration", status=status, summary=summary)

    def _last_words(self, result):
        """On the console a success at the first attempt needs no word, or cron would send a mail."""
        outcome, message = result["outcome"], result["message"]
        if self.output.hidden_bytes:
            self.output.say(f"{self.output.hidden_bytes} bytes of output are not shown")
        if outcome in ("success", "skipped") and not self.spec.verbose and len(self.attempts) < 2 and not self.output.problem:
            return
        if self.spec.silent and outcome in ("success", "failure"):
            return  # Igor's own programs say themselves what is to be said
        text = outcome + " after " + duration_text(result["duration_ms"] / 1000) + (": " + message if message else "")
        if self.policy["attempts"] > 1 and self.attempts:
            text += f" (attempt {len(self.attempts)} of {self.policy['attempts']})"
        self.output.say(text)

    def _tell_end(self, result):
        peak_bytes = self.limits.peak_bytes() if self.limits else 0
        if peak_bytes:
            self.usage.peak_bytes, self.usage.by = peak_bytes, self.limits.by
        self.record.data["usage"] = self.usage.facts()
        if self.limits:
            self.record.data["limits"] = {"by": self.limits.by, "wanted": self.limits.wanted.text()}
        if self.flags:
            self.record.data["flags"] = self.flags
        if not self.events.are_wanted("finish"):
            return
        last = self.attempts[-1] if self.attempts else {"number": 0}
        facts = dict(last, **self.record.data["usage"])
        facts.update(result)
        if self.flags:
            facts["flags"] = self.flags
        if self.usual:
            facts["usual_ms"] = round(self.usual[0])
        self._event("finish", ttl_s=self._next_ttl_s(), **facts)

    def _next_ttl_s(self):
        """Until when the next run is to be heard of: its time, and how long it may be silent. 0: nobody knows."""
        slot_s = next_slot_s(self.policy["schedule"], time.time()) if self.policy["schedule"] else 0
        return round(slot_s - time.time() + self.policy["ttl"] / 1000) if slot_s else 0

    def _clean_up(self, result):
        self.exchange.clean_up(is_over=self.is_subreaper and self.childless)
        if not self.folder:
            remove_tree(self.place.scratch)
        for lock in self.locks:
            lock.release()
        if self.limits:
            self.limits.kill()
            self.limits.remove()

    def _report(self, result):
        """To a controller that did not start this run."""
        if self.policy["controller"] and not self.is_local and not self.folder and result["outcome"] != "skipped":
            problem = report_external(self.policy, self.spec, result, self.record.data, self.exchange.committed)
            if problem:
                self.output.say(problem)

    def _save_result(self, result):
        """The log is complete before the result says so. With an agent at hand, the disk is the agent's to wait for."""
        if not self.folder:
            self.record.save(state="finished", ended_ms=now_ms(), **result)
            return
        log = self.folder + "/log"
        deadline = time.monotonic() + SAVE_PATIENCE_S
        while True:
            try:
                log_bytes = os.stat(log).st_size
                self.record.save(state="finished", log_bytes=log_bytes, ended_ms=now_ms(), **result)
                is_clean = result["outcome"] in ("success", "failure") and self.childless and not self.stop_signals
                is_clean = is_clean and not self.policy["umask"]
                self._close_files()  # whoever hears of the end may use the folder anew
                self.is_idle = is_clean and self.notices.is_reusable and self.notices.tell(b"i")
                if not self.is_idle and not self.notices.tell(b"e"):
                    sync(log, os.O_WRONLY)
                    self.record.make_durable()
                return
            except OSError as error:
                if time.monotonic() > deadline:
                    sys.stderr.write(f"igor_wrap: the result was not kept: {error}\n")
                    return
                time.sleep(0.5)

    def _close_files(self):
        while self.files:
            os.close(self.files.pop())

    def next_folder(self):
        """Wait for another run's folder; empty: there is none, and this process has done its work."""
        if not self.is_idle:
            return ""
        self.record.close()
        socket = self.notices.socket.fileno()
        self.poller.register(socket, select.POLLIN)
        ready, left_ms, deadline = [], IDLE_MS, time.monotonic() + IDLE_MS / 1000
        while socket not in ready and left_ms > 0 and not self.stop_signals:
            ready = [fd for fd, _ in self.poller.poll(left_ms)]
            if self.wake_fd in ready:
                os.read(self.wake_fd, 4096)  # perhaps of the last run's child, and no reason to go
            left_ms = int((deadline - time.monotonic()) * 1000)
        self.sleep()
        return self.notices.next_folder(is_last=socket not in ready)

    def sleep(self):
        """Signals wake nobody any more."""
        signal.set_wakeup_fd(-1)
        for fd in self.wake_ends:
            os.close(fd)

    def _event(self, kind, number, started_ms=0, **facts):
        """``facts`` as in an attempt's record, whose ``started_ms`` gives way to the run's."""
        if not self.events.are_wanted(kind):
            return
        facts["attempt"] = number
        if kind != "start":
            facts["output_tail"] = self.output.tail_text()
        for name in ("message", "summary"):
            if facts.get(name):
                facts[name] = self.output.masker.mask_text(facts[name])
        problem = self.events.put(kind, **facts)
        if problem:
            self.output.say(problem)

    # starting

    def _start(self, number):
        """Fork and execute. Raises WrapperError with code 126 or 127 when the command could not be executed."""
        environment = self._environment(number)
        self.status = None
        self.pipe, output_end = os.pipe()
        os.set_blocking(self.pipe, False)
        self.poller.register(self.pipe, select.POLLIN)
        try:
            self.command_pid = self._spawn(environment, output_end)
        finally:
            os.close(output_end)
        self.childless = False

    def _spawn(self, environment, output_end):
        """The command's process id: a session of its own, no file but 0, 1 and 2."""
        what = self.spec.cwd
        try:
            if self.spec.cwd:
                os.chdir(self.spec.cwd)
            what = self.spec.command[0]
            command = self.spec.command
            if self.limits and self.limits.prefix:
                if not any(os.access(path, os.X_OK) for path in candidates(what, environment)):
                    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
                command = [*self.limits.prefix, *command]
            return spawn(command, environment, output_end, bool(self.folder), self.limits)
        except OSError as error:
            missing = error.errno in (errno.ENOENT, errno.ENOTDIR)
            code = EXIT_NOT_FOUND if missing else EXIT_CANNOT_EXECUTE
            raise WrapperError(f"cannot run {what}: {error.strerror}", code) from None

    def _environment(self, number):
        environment = dict(self.spec.environment)
        environment.update(self.policy["environment"])
        environment["IGOR_RUN_ID"] = self.spec.run_id
        environment["IGOR_JOB"] = self.spec.job
        environment["IGOR_ATTEMPT"] = str(number)
        environment["IGOR_MAX_ATTEMPTS"] = str(self.policy["attempts"])
        if self.spec.stage:
            environment["IGOR_STAGE"] = self.spec.stage
        if self.spec.epoch:
            environment["IGOR_EPOCH"] = str(self.spec.epoch)
        if self.deadline is not None:
            environment["IGOR_DEADLINE"] = str(int(time.time() + self.deadline - time.monotonic()))
        if self.policy["memory"]:
            environment["IGOR_MEM_MB"] = str(self.policy["memory"] >> 20)
        if self.policy["cpus"]:
            environment["IGOR_CPUS"] = f"{self.policy['cpus']:g}"
        environment.update(self._exchanged(number))
        return environment

    def _exchanged(self, number):
        """The variables for what it gets and hands on. A full disk stops only who needs them."""
        try:
            return self.exchange.begin(number)
        except OSError as error:
            if self.policy["needs"] or (self.place.outputs and not self.folder):
                raise WrapperError(f"no room for inputs and outputs: {error}") from None
            self.output.say(f"it can hand on no outputs: {error}")
            self.exchange.output = ""
            return {}

    # waiting

    def _catch_signals(self):
        """Signals wake the poll through a pipe; returns its reading end."""
        wake_fd, wake_end = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(wake_end, warn_on_full_buffer=False)
        self.wake_ends = [wake_fd, wake_end]
        self.poller.register(wake_fd, select.POLLIN)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        for number in STOP_SIGNALS:
            signal.signal(number, lambda number, frame: self.stop_signals.append(number))
        for number in FORWARDED_SIGNALS:
            signal.signal(number, self._forward)
        if self.folder and os.path.exists(self.folder + "/stop"):
            self.stop_signals.append(signal.SIGTERM)
        return wake_fd

    def _forward(self, number, frame):
        """A signal that means something to the command alone, and would kill its children."""
        if self.command_pid and self.status is None:
            send_signal(self.command_pid, number)

    def _pump_until(self, is_done, limit_s):
        """Copy output and reap processes until ``is_done()`` or ``limit_s`` seconds (None: no limit) have passed."""
        deadline = None if limit_s is None else time.monotonic() + limit_s
        while not is_done():
            left_ms = None if deadline is None else (deadline - time.monotonic()) * 1000
            if left_ms is not None and left_ms <= 0:
                return
            self._pump(left_ms)

    def _pump(self, limit_ms):
        """Wait for whatever comes first, and do what it asks for."""
        ready = self.poller.poll(self.notices.limit_ms(self._timer_ms(limit_ms)))
        is_woken = not ready
        for fd, _ in ready:
            if fd == self.pipe:
                self._copy_output()
            elif fd == self.wake_fd:
                os.read(fd, 4096)
                is_woken = True
            elif fd in self.watched:
                self.lost = self.watched.pop(fd)
                self.poller.unregister(fd)
                self.stop_signals.append(signal.SIGTERM)
        self.notices.output_if_due()
        if is_woken:
            self._reap()
        self._run_timers()

    def _timer_ms(self, limit_ms):
        if not self.timers:
            return limit_ms
        left_ms = max(0.0, (min(timer[0] for timer in self.timers) - time.monotonic()) * 1000)
        return left_ms if limit_ms is None else min(limit_ms, left_ms)

    def _run_timers(self):
        now = time.monotonic()
        for timer in [timer for timer in self.timers if timer[0] <= now]:
            self.timers.remove(timer)
            again_s = timer[2]()
            if again_s:
                self._at(again_s, timer[2])

    def _copy_output(self):
        """What is in the command's pipe, a few reads at most, so that nothing else waits."""
        for _ in range(16):
            if len(self._read_pipe()) < self.read_bytes:
                return

    def _read_pipe(self):
        """One read from the command's pipe; empty: nothing there now, or never again."""
        try:
            data = os.read(self.pipe, self.read_bytes)
        except BlockingIOError:
            return b""
        if not data:
            self._close_pipe()
            return b""
        self.output.command_bytes(data)
        self.notices.output_soon()
        if len(data) == READ_BYTES == self.read_bytes:
            self._widen_pipe()
        return data

    def _widen_pipe(self):
        """Much output: fewer and larger steps."""
        self.read_bytes = 4 * READ_BYTES if widen(self.pipe) else READ_BYTES + 1
        self.output.widen_pipes()

    def _drain(self):
        """What is left in the pipe after the last writer's end."""
        while self.pipe >= 0 and self._read_pipe():
            pass
        self._close_pipe()
        self.read_bytes = READ_BYTES

    def _close_pipe(self):
        if self.pipe >= 0:
            self.poller.unregister(self.pipe)
            os.close(self.pipe)
            self.pipe = -1

    def _reap(self):
        while True:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG) if self.is_measured else (*os.waitpid(-1, os.WNOHANG), None)
            except ChildProcessError:
                self.childless = True
                return
            self.childless = False
            if pid == 0:
                return
            if pid == self.command_pid:
                self.status = status
            if pid in helpers:
                helpers.discard(pid)
            elif self.is_measured:
                self.usage.add(usage)

    # ending

    def _tree(self, spare):
        """The living processes of the command. ``spare``: without those that asked to outlive it, as Jenkins lets them."""
        if self.is_subreaper and self.childless:
            return []
        found = living_descendants(os.getpid())
        if not self.is_subreaper:
            cookie = "IGOR_RUN_ID=" + self.spec.run_id
            known = {os.getpid(), *found, *helpers}
            found += [pid for pid in all_pids() if pid not in known and has_environment(pid, cookie)]
        if spare:
            found = [pid for pid in found if not asked_to_live(pid)]
        return [pid for pid in found if is_alive(pid)]

    def _end_leftovers(self):
        """The command itself has ended: what it left in the background gets a moment, then ends too."""
        self._await_tree(SETTLE_S, spare=True)
        left = self._tree(spare=True)
        if left:
            self.output.say(f"the command has ended but left {count_text(len(left), 'process')}: ending them")
            self._end_tree(self.policy["grace"] / 1000, spare=True)

    def _end_tree(self, grace_s, spare):
        """TERM, a grace, then KILL until nothing is left. On the console a second stop request ends the grace."""
        stops = max(len(self.stop_signals), 1)
        self._signal_tree(signal.SIGTERM, spare)
        self._await_tree(grace_s, spare, is_enough=lambda: not self.folder and len(self.stop_signals) > stops)
        left = self._tree(spare)
        if left:
            count = count_text(len(left), "process")
            self.output.say(f"{count} did not end within the grace of {duration_text(grace_s)}: killed")
            self._kill_tree(spare)

    def _kill_tree(self, spare):
        """Stop all, so that none forks on, then kill them, until nothing is left."""
        deadline = time.monotonic() + KILL_PATIENCE_S
        left = self._tree(spare)
        while left and time.monotonic() < deadline:
            for pid in self._freeze(left, spare):
                send_signal(pid, signal.SIGKILL)
            if self.limits and not spare:
                self.limits.kill()
            self._await_tree(0.05, spare)
            left = self._tree(spare)
        if left:
            self.output.say("cannot be killed: process " + ", ".join(map(str, left)))

    def _freeze(self, left, spare):
        """Stop every process of the tree, also those that are born meanwhile; returns them."""
        known = set()
        for _ in range(50):
            fresh = [pid for pid in left if pid not in known]
            if not fresh:
                break
            for pid in fresh:
                send_signal(pid, signal.SIGSTOP)
            known.update(fresh)
            left = self._tree(spare)
        return known

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


def last_resort(run, error):
    """This file failed while a command ran: wait for it without output, retries and events; (outcome, code, message).

    Uses nothing else of this file, as any of it may be what failed.
    """
    message = f"the wrapper failed: {type(error).__name__}: {error}"
    pid, status, stopped = run.command_pid, run.status, 0.0
    if not pid:
        return "error", EXIT_WRAPPER_ERROR, message
    while status is None:
        now = time.monotonic()
        if run.deadline is not None and now > run.deadline:
            run.is_timed_out = True
        if (run.is_timed_out or run.stop_signals) and (not stopped or now > stopped + 5):
            number = signal.SIGKILL if stopped else signal.SIGTERM
            stopped = now
            try:
                os.kill(-pid, number)
            except OSError:
                stopped = now
        try:
            if run.pipe >= 0 and select.select([run.pipe], [], [], 0.02)[0] and not os.read(run.pipe, READ_BYTES):
                run.pipe = -1
        except (OSError, ValueError):
            run.pipe = -1
        try:
            done, found = os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            return "error", EXIT_WRAPPER_ERROR, message
        if done:
            status = found
        elif run.pipe < 0:
            time.sleep(0.01)
    try:
        os.kill(-pid, signal.SIGKILL)
    except OSError:
        run.pipe = -1
    code = 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
    if run.is_timed_out:
        return "timeout", EXIT_TIMEOUT, message
    return "failure" if code else "success", code, message


# --- helper processes -----------------------------------------------------------------------------------------------


def fork_helper(work, keep=()):
    """Run ``work()`` in a process of its own, with nothing of the job's open; returns its process id at once.

    It has a session of its own and no file but /dev/null (and those in ``keep``), so that neither a pipe's reader nor
    the job waits for it. What it raises is its own affair.
    """
    pid = os.fork()
    if pid:
        helpers.add(pid)
        return pid
    try:
        helpers.clear()
        os.setsid()
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, *STOP_SIGNALS, *FORWARDED_SIGNALS):
            signal.signal(number, signal.SIG_DFL)
        null = os.open(os.devnull, os.O_RDWR)
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        for name in os.listdir("/proc/self/fd"):
            if int(name) > 2 and int(name) not in keep:
                os.closerange(int(name), int(name) + 1)
        work()
    finally:
        os._exit(0)


# --- the controller -------------------------------------------------------------------------------------------------
#
# A run can ask a controller for a lock of the whole fleet; the run of an agent's build does so with the run's own token. A
# run that no agent started tells it how it ended, as an external job: to Igor by POST igor/api/external (the same report twice makes one build), to Jenkins by the protocol of its
# external-monitor-job.

CONTROLLER_PATIENCE_S = 5.0
LEASE_S = 60
REPORT_LOG_BYTES = 4 * 1024 * 1024
#: How often a report is tried at once; then it waits for the next run of any job.
REPORT_PAUSES_S = (0.0, 2.0, 10.0)


class HttpAnswer(Exception):
    """An answer that is no success."""

    def __init__(self, status, text):
        super().__init__(f"HTTP {status}: {text[:200].strip()}")
        self.status = status


def post(url, body, kind, credentials, token=""):
    """POST bytes, as a user (``user:token``) or a run (its token); the answer's body. Raises HttpAnswer, OSError, HTTPException, ValueError (no web address)."""
    import http.client
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"no web address: {url}")
    secure = parts.scheme == "https"
    make = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = make(parts.hostname, parts.port, timeout=CONTROLLER_PATIENCE_S)
    headers = {"Content-Type": kind, "User-Agent": "igor-wrap/" + VERSION}
    if credentials:
        from binascii import b2a_base64

        headers["Authorization"] = "Basic " + b2a_base64(credentials.encode(), newline=False).decode()
    elif token:
        headers["Authorization"] = "Bearer " + token
    try:
        connection.request("POST", parts.path + ("?" + parts.query if parts.query else ""), body, headers)
        answer = connection.getresponse()
        data = answer.read(1 << 20)
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise HttpAnswer(answer.status, data.decode("utf-8", "replace"))
    return data


def read_credentials(path):
    """``user:token`` of a file, else of IGOR_USER and IGOR_TOKEN, else empty. Raises OSError."""
    if path:
        return read_bytes(path, 4096).decode("utf-8").strip()
    user, token = os.environ.get("IGOR_USER"), os.environ.get("IGOR_TOKEN")
    return f"{user}:{token}" if user and token else ""


class FleetLock:
    """One at a time on all hosts: a lease from the controller that a helper process renews.

    ``POST igor/api/locks/{acquire,renew,release}``, for an agent's run ``delivery/RUN/locks/…``, with ``lock, holder, job,
    host, lease_s``: 200, or 409 when another holds it. A lease that cannot be renewed in time is lost, and the command is stopped.
    """

    def __init__(self, name, policy, spec):
        self.name = name
        self.token = ""
        self.credentials = policy["credentials"]
        self.url = policy["controller"].rstrip("/") + "/igor/api/locks/"
        if spec.token and not policy["controller"]:
            self.token = spec.token
            self.url = spec.controller.rstrip("/") + f"/delivery/{spec.run_id}/locks/"
        host = os.uname().nodename
        self.body = {"lock": name, "holder": spec.run_id, "job": spec.job, "host": host, "lease_s": LEASE_S}
        self.news = self.alive = -1
        if not (policy["controller"] or self.token):
            raise WrapperError(f"fleet lock {name}: no controller is named")

    def ask(self, what):
        """Whether the controller agrees. Raises OSError, HttpAnswer and the like: it cannot be asked."""
        body = to_json(self.body).encode()
        try:
            credentials = "" if self.token else read_credentials(self.credentials)
            post(self.url + what, body, "application/json", credentials, self.token)
        except HttpAnswer as answer:
            if answer.status == 409:
                return False
            raise
        return True

    def take(self):
        """Whether it is ours now. Raises WrapperError: a lock of which nobody knows counts as held."""
        try:
            return self.ask("acquire")
        except Exception as error:
            raise WrapperError(f"fleet lock {self.name}: {self.url}: {error_text(error)}", EXIT_BUSY) from None

    def watch(self):
        """Have it renewed; the file number that can be read when it is lost."""
        self.news, news_end = os.pipe()
        alive_end, self.alive = os.pipe()
        fork_helper(lambda: self._renew(alive_end), keep=(news_end, alive_end))
        os.close(news_end)
        os.close(alive_end)
        return self.news

    def _renew(self, alive_end):
        """Until the wrapper says that it is over. A wrapper that died gives nothing back: its command may live."""
        last = time.monotonic()
        while time.monotonic() - last < LEASE_S * 0.8:
            if select.select([alive_end], [], [], LEASE_S / 4)[0]:
                if os.read(alive_end, 1):
                    self.ask("release")
                return
            try:
                if not self.ask("renew"):
                    return
                last = time.monotonic()
            except Exception:
                time.sleep(1.0)

    def release(self):
        if self.alive >= 0:
            os.write(self.alive, b"r")
            os.close(self.alive)
            os.close(self.news)
            self.alive = -1


def reports_folder():
    return os.path.join(state_folder(), "reports")


def report_external(policy, spec, result, record, outputs):
    """Keep the report of a run, and have a helper send it with what waits; returns a problem, in words."""
    folder = reports_folder()
    name = f"{record['started_ms']:013d}-{spec.run_id}"
    told = {
        "id": spec.run_id,
        "job": spec.job,
        "started_ms": record["started_ms"],
        "duration_ms": result["duration_ms"],
        "exit_code": result["exit_code"],
        "schedule": policy["schedule"],
        "reason": "cron" if policy["schedule"] else "",
        "host": os.uname().nodename,
        "description": result["message"],
        "outputs": outputs,
    }
    report = {"url": policy["controller"].rstrip("/"), "credentials": policy["credentials"], "igor": told}
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        replace_file(os.path.join(folder, name + ".json"), to_json(report))
        problem = read_problem(folder)
    except OSError as error:
        return f"the report to {report['url']} was not kept: {error}"
    fork_helper(lambda: send_reports(folder))
    return problem


def kept_log(spec):
    """The file for the log of a run that is to be reported, masked as all output is. Raises OSError."""
    os.makedirs(reports_folder(), mode=0o700, exist_ok=True)
    return os.path.join(reports_folder(), spec.run_id + ".log")


def read_problem(folder):
    """What the controller last refused; told once."""
    path = os.path.join(folder, "problem")
    if not os.path.exists(path):
        return ""
    text = read_bytes(path, 1000).decode("utf-8", "replace")
    os.unlink(path)
    return text


def send_reports(folder):
    """Send what waits, oldest first, one process at a time. What cannot be sent stays, what is refused goes to ``dead``."""
    import fcntl

    lock = os.open(os.path.join(folder, ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    down = set()
    for name in sorted(name for name in os.listdir(folder) if name.endswith(".json") and name[0] != "."):
        path = os.path.join(folder, name)
        report = read_json(path)
        if report["url"] in down:
            continue
        log = os.path.join(folder, report["igor"]["id"] + ".log")
        try:
            send_report(report, log)
            os.unlink(path)
            remove_tree(log)
        except (HttpAnswer, OSError, ValueError) as error:
            if not isinstance(error, HttpAnswer) or error.status >= 500:
                down.add(report["url"])
                continue
            replace_file(os.path.join(folder, "problem"), f"the last report of {report['igor']['job']} was refused: {error}")
            os.makedirs(os.path.join(folder, "dead"), exist_ok=True)
            os.rename(path, os.path.join(folder, "dead", name))
            remove_tree(log)


def send_report(report, log):
    """Raises HttpAnswer, OSError, ValueError."""
    log = read_log(log)
    for pause_s in REPORT_PAUSES_S:
        time.sleep(pause_s)
        try:
            return send_to(report, log, read_credentials(report["credentials"]))
        except OSError as error:
            problem = error
    raise problem


def send_to(report, log, credentials):
    """To Igor; to a Jenkins, which does not know the way, by its own."""
    try:
        body = to_json({**report["igor"], "log": log.decode("utf-8", "replace")}).encode()
        return post(report["url"] + "/igor/api/external", body, "application/json", credentials)
    except HttpAnswer as answer:
        if answer.status != 404:
            raise
    path = "".join("/job/" + quoted(part) for part in report["igor"]["job"].split("/"))
    body = report_xml(report["igor"], log)
    return post(report["url"] + path + "/postBuildResult", body, "application/xml; charset=utf-8", credentials)


def quoted(text):
    from urllib.parse import quote

    return quote(text, safe="")


def read_log(path):
    """The log, of a long one beginning and end."""
    try:
        size = os.stat(path).st_size
        with open(path, "rb") as file:
            if size <= REPORT_LOG_BYTES:
                return file.read()
            head = file.read(REPORT_LOG_BYTES // 2)
            file.seek(size - REPORT_LOG_BYTES // 2)
            left_out = f"\n[igor] {size - REPORT_LOG_BYTES} bytes are left out here\n".encode()
            return head + left_out + file.read()
    except FileNotFoundError:
        return b""


def report_xml(report, log):
    """Source: hudson.model.ExternalRun.acceptRemoteSubmission (external-monitor-job): log, result, then the others."""
    from xml.sax.saxutils import escape

    described = "".join(c for c in report["description"] if c >= " " and not "\ud800" <= c < "\ue000")
    return (
        f'<run><log encoding="hexBinary" content-encoding="UTF-8">{log.hex()}</log><result>{report["exit_code"]}</result>'
        f"<duration>{report['duration_ms']}</duration><description>{escape(described)}</description></run>"
    ).encode("utf-8", "replace")


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
STATUSES = {"failure": 2, "timeout": 2, "error": 2, "stopped": 1, "unstable": 1}
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
    urls = policy.get("sinks") or []
    # That something goes on is news only to a sink that waits for the next word.
    has_patience = not any(url.startswith("sensu") for url in urls)
    events = [event for event in events if event["kind"] in ("finish", "alert") or (event.get("ttl_s") and not has_patience)]
    if not (urls and events):
        return ""
    settings = to_json({"sinks": [expanded(url, environment) for url in urls]})
    import zlib

    folder = os.path.join(policy.get("sink_spool") or default_spool(), "%08x" % zlib.crc32(settings.encode()))
    try:
        make_folders(os.path.join(folder, "new"))
        put_file(os.path.join(folder, "sinks.json"), settings)
        for event in events:
            put_file(os.path.join(folder, "new", event["event_id"] + ".json"), to_json(event))
        fork_helper(Delivery(folder).run)
    except OSError as error:
        return "events were not sent: %s" % error
    return ""


def deliver_folder(folder):
    """``--deliver FOLDER``: send what lies there, or in the folders below it, until nothing is left; returns the exit code.

    Ends with whoever started it: what is left is sent another time.
    """
    parent = os.getppid()
    below = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    found = [Delivery(path, parent) for path in [folder] + below if os.path.isfile(os.path.join(path, "sinks.json"))]
    begun = time.monotonic()
    while found and not is_orphan(parent):
        found = [delivery for delivery in found if delivery.round()]
        time.sleep(round_s(begun))
    return 0


def round_s(begun):
    """The pause between two looks at a folder: short while most is sent, longer once a sink is down."""
    return 0.1 if time.monotonic() - begun < 5.0 else 0.5


def is_orphan(parent):
    """Whether the process that a sender works for has ended; 0: it works for nobody in particular."""
    return bool(parent) and os.getppid() != parent


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

    def __init__(self, folder, parent=0):
        self.folder = folder
        self.parent = parent
        self.sinks = []
        self.read = None
        self.senders = {}
        self.lock = -1

    def run(self):
        """Until nothing is left. Another process that does so already is enough, and sees what comes."""
        begun = time.monotonic()
        while self.round() and self.lock >= 0:
            time.sleep(round_s(begun))

    def round(self):
        """Deal out, start senders, hear of their ends; whether there is more to do."""
        self.read_settings()
        if self.has_work() and self.take_lock():
            self.deal_out()
            for sink in self.sinks:
                if sink.folder not in self.senders.values() and spooled(sink.folder):
                    self.senders[fork_sender(sink)] = sink.folder
        self.reap()
        if self.senders or self.has_work():
            return True
        # Whoever puts an event here from now on finds the lock free, or is seen by the next look.
        if self.lock >= 0:
            os.close(self.lock)
            self.lock = -1
        return self.has_work()

    def take_lock(self):
        """Whether nobody else sends from this folder. The senders inherit the lock: it is free when the last one has ended."""
        import fcntl

        if self.lock < 0:
            self.lock = os.open(os.path.join(self.folder, ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(self.lock)
                self.lock = -1
        return self.lock >= 0

    def has_work(self):
        return bool(spooled(os.path.join(self.folder, "new")) or any(spooled(sink.folder) for sink in self.sinks))

    def read_settings(self):
        """Sinks that are not named any more keep what they have until they are."""
        path = os.path.join(self.folder, "sinks.json")
        stamp = os.stat(path)
        if self.read != (stamp.st_mtime_ns, stamp.st_ino):
            self.read = (stamp.st_mtime_ns, stamp.st_ino)
            self.sinks = [self.open(url) for url in read_json(path)["sinks"]]

    def open(self, url):
        """A sink that is written wrong keeps what it would get, and says what is wrong, until it is written right."""
        try:
            return open_sink(url, self.folder)
        except (WrapperError, ValueError) as error:
            return Unusable(url, self.folder, str(error))

    def deal_out(self):
        """Each new event to each sink that wants it and has not had it. A crash halfway only begins again."""
        new = os.path.join(self.folder, "new")
        fresh = spooled(new)
        for name in fresh:
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
        for sink in self.sinks if fresh else ():
            keep_bounds(sink)

    def reap(self):
        for sender in list(self.senders):
            pid, status = os.waitpid(sender, os.WNOHANG)
            if pid:
                del self.senders[sender]
                if status:
                    time.sleep(1.0)


def fork_sender(sink):
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        Sender(sink, parent=parent).run()
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

    def __init__(self, sink, clock=time, parent=0):
        self.sink = sink
        self.folder = sink.folder
        self.clock = clock
        self.parent = parent
        self.failures = 0
        self.refusals = 0
        self.status = {"sent": 0, "dead": 0, "failures": 0, "error": "", "sent_ms": 0, "failed_ms": 0}
        try:
            self.status.update(read_json(os.path.join(self.folder, "status.json")))
        except (OSError, ValueError):
            self.save()

    def run(self):
        """Until nothing is left, or nobody is left to work for."""
        for part in ("sent", "dead", "bad"):
            make_folders(os.path.join(self.folder, part))
        self.forget()
        pause = 0
        while not is_orphan(self.parent):
            if pause > 0:
                nap = min(pause, 1.0) if self.parent else pause
                self.clock.sleep(nap)
                pause -= nap
                continue
            names = spooled(self.folder)
            if not names:
                return
            pause = self.step(names[0])

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
        if not self.sink.folds or message.get("phase"):
            return True
        try:
            told = os.stat(self.bad_path(message)).st_mtime
        except FileNotFoundError:
            return message["status"] != 0
        return message["status"] == 0 or self.clock.time() - told > FOLD_S

    def remember(self, message):
        if self.sink.folds and not message.get("phase"):
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
    if said.get("message") and said["message"] not in said["summary"]:
        lines.append(said["message"])
    place = ["on " + os.uname().nodename]
    if said.get("attempt"):
        place.append("attempt %d of %d" % (said["attempt"], max(said["attempt"], said.get("max_attempts") or 1)))
    if said.get("usual_ms"):
        place.append("usually " + duration_text(said["usual_ms"] / 1000))
    lines.append(", ".join(place))
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
    end = min([at for at in map(rest.find, "/?#") if at >= 0], default=len(rest))
    return head + slashes + rest[:end].rpartition("@")[2] + rest[end:]


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
    alerts. ``folds``: it would tell people of each repetition. ``forgets``: it has to hear of an open alert again and again.
    """

    transports = ("",)
    port = 0
    options = ()
    required = ()
    metrics = False
    folds = False
    forgets = False

    def wants(self, message):
        from fnmatch import fnmatchcase

        if self.options.get("severity") == "critical" and message["severity"] == "warning":
            return False
        if message.get("outcome") == "skipped":
            return False
        return fnmatchcase(message["job"], self.options.get("jobs") or "*") and self.takes(message)

    def takes(self, message):
        if self.metrics:
            return message["kind"] == "finish"
        if message.get("phase") in ("refresh", "run"):  # of a controller, which has its own alerts
            return self.forgets and message["phase"] == "refresh"
        return message["kind"] == "alert" or (message["kind"] == "finish" and message.get("outcome") != "stopped")

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


class Unusable(Sink):
    """Stands for a URL that names no sink."""

    def __init__(self, url, folder, why):
        import zlib

        self.why = why
        self.options = {}
        self.name = "unusable-%08x" % zlib.crc32(url.encode())
        self.folder = os.path.join(folder, self.name)

    def send(self, message):
        raise OSError(self.why)


class Sensu(Sink):
    """What both generations share. A run's dead man is a check of its own, ``….alive``: a run that begins must not end the
    alert of the one before.
    """

    def takes(self, message):
        return super().takes(message) or bool(message.get("ttl_s")) or message.get("outcome") == "stopped"

    def send(self, message):
        alive = {"check": "alive", "status": 0, "summary": message["summary"], "text": message["summary"]}
        alive = dict(message, **alive)
        if message["kind"] in ("start", "progress"):
            return self.send_check(alive, message["ttl_s"])
        if message.get("outcome") != "stopped":
            self.send_check(message, 0)
        if message["kind"] == "finish":
            self.send_check(alive, message.get("ttl_s") or 0)

    def facts(self, message, ttl_s):
        """The fields of a check that both name alike."""
        facts = {
            "status": message["status"],
            "output": short(message["text"]),
            "executed": message["time_ms"] // 1000,
        }
        if ttl_s:
            facts["ttl"] = int(ttl_s)
        if message.get("duration_ms") is not None:
            facts["duration"] = message["duration_ms"] / 1000
        if self.options.get("handlers"):
            facts["handlers"] = self.options["handlers"].split(",")
        return facts

    def entity(self, message, option):
        """Whose check it is; empty: the agent's own. A controller's must not be those of the machine that it happens to be on."""
        return self.options.get(option, "igor" if message.get("phase") else "")


class SensuCore(Sensu):
    """Sensu Core 1.x: the client's socket (TCP, UDP, HTTP) or, by HTTP, the API. One JSON result each."""

    transports = ("tcp", "udp", "http", "https")
    port = 3030
    options = ("source", "handlers", "ca_file", "token_file")

    def send_check(self, message, ttl_s):
        result = dict(self.facts(message, ttl_s), name=check_name(message), type="standard")
        if self.entity(message, "source"):
            result["source"] = self.entity(message, "source")
        if self.transport == "udp":
            self.datagram(to_json(result).encode())
        elif self.transport == "tcp":
            self.over_tcp(to_json(result).encode())
        else:
            self.http(self.path.rstrip("/") + "/results", result)

    def over_tcp(self, data):
        with self.connected() as found, Deadline(self.budget_s, lambda: shut(found)):
            found.sendall(data)
            answer = found.recv(64).strip()
        if answer == b"invalid":
            raise Refused("%s answers: invalid" % self.name)
        if answer != b"ok":
            raise OSError("%s answers: %r" % (self.name, answer))


class SensuGo(Sensu):
    """Sensu Go: the agent's ``/events``, or the backend's API when a ``namespace`` is named."""

    transports = ("http", "https")
    port = 3031
    options = ("entity", "handlers", "namespace", "key_file", "ca_file")

    def send_check(self, message, ttl_s):
        check = dict(self.facts(message, ttl_s), issued=message["time_ms"] // 1000, interval=1)
        check["metadata"] = {
            "name": check_name(message),
            "labels": {"igor_job": message["job"], "igor_severity": message["severity"]},
            "annotations": {name: str(message[name]) for name in ("owner", "url", "runbook") if message.get(name)},
        }
        entity, namespace = self.entity(message, "entity"), self.options.get("namespace")
        base = self.path.rstrip("/")
        if namespace:
            check["metadata"]["namespace"] = namespace
            whose = {"entity_class": "proxy", "metadata": {"name": entity or os.uname().nodename, "namespace": namespace}}
            self.http("%s/api/core/v2/namespaces/%s/events" % (base, namespace), {"entity": whose, "check": check})
            return
        if entity:
            check["proxy_entity_name"] = entity
        self.http(base + "/events", {"check": check})

    def login(self):
        if self.options.get("key_file"):
            return {"Authorization": "Key " + secret_of(self.options["key_file"])}
        return super().login()


class Alertmanager(Sink):
    """Prometheus' Alertmanager, API v2. The same labels with an end in the past resolve."""

    transports = ("http", "https")
    port = 9093
    options = ("ca_file", "token_file", "ends_after")
    forgets = True
    NAMES = {"result": "IgorJobFailed", "duration": "IgorJobDuration", "schedule": "IgorJobMissed", "queue": "IgorJobStuck"}

    def send(self, message):
        labels = {"alertname": self.NAMES.get(message["check"], "IgorJob"), "job": message["job"], "check": message["check"]}
        if message.get("owner"):
            labels["owner"] = message["owner"]
        # A run's severity changes with its result; what changes is no name.
        labels.update({"severity": message["severity"]} if message.get("phase") else {"instance": os.uname().nodename})
        end_s = message["time_ms"] / 1000
        if message["status"]:
            end_s += float(self.options.get("ends_after") or message.get("ttl_s") or 86_400)
            end_s = min(end_s, message.get("ends_ms", end_s * 1000) / 1000)
        alert = {
            "labels": labels,
            "annotations": {"summary": message["summary"], "description": short(message["text"])},
            "startsAt": rfc3339(message.get("since_ms") or message.get("started_ms") or message["time_ms"]),
            "endsAt": rfc3339(int(end_s * 1000)),
        }
        if message.get("runbook"):
            alert["annotations"]["runbook_url"] = message["runbook"]
        if message.get("url"):
            alert["generatorURL"] = message["url"]
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
        "max_rss_bytes": message.get("peak_rss_bytes"),
        "cpu_seconds": message.get("cpu_s"),
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
    """OpenTelemetry by HTTP, as JSON: numbers of a run as gauges, alerts (or a run's failure) as log records."""

    transports = ("http", "https")
    port = 4318
    options = ("ca_file", "token_file")

    def takes(self, message):
        return super().takes(message) or message["kind"] == "finish"

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
        if message["kind"] == "alert" or (message["status"] and message.get("phase") != "run"):
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
        place = "" if message.get("phase") else " on " + host
        found["Subject"] = short("[%s] %s%s" % (STATUS_WORDS[message["status"]], " ".join(message["summary"].split()), place), 200)
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


# --- ways in: run folders -------------------------------------------------------------------------------------------


def run_folder(folder):
    """Run what ``folder/spec.json`` says, once; returns the exit code."""
    folder = os.path.abspath(folder)
    return open_run(folder, Notices(folder)).go()


def open_run(folder, notices):
    """Take the folder for this process. Raises WrapperError when another has it or had it."""
    import fcntl

    spec_path = folder + "/spec.json"
    lock = os.open(spec_path, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise WrapperError(f"{folder}: another wrapper runs it") from None
    record = folder + "/state.jsonl"
    if os.path.exists(record):
        raise WrapperError(f"{folder}: it ran already")
    data = from_json(os.read(lock, os.fstat(lock).st_size).decode())
    if not isinstance(data, dict):
        raise WrapperError(f"{spec_path}: not an object")
    spec = Spec(data)
    policy_path = find_policy(spec.policies, spec.job) if spec.policies else ""
    policy = load_policy(policy_path, read_settings(spec.wishes, "spec.json: policy"), "the job")
    check_schemes(policy["sinks"])
    log = os.open(folder + "/log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    home = os.path.dirname(os.path.dirname(folder))
    notices.begin(folder)
    is_measured = any(policy[name] for name in MEASURES)
    place = Place(
        folder=folder,
        record=record,
        history=os.path.join(home, "history", file_name(spec.job)) if is_measured else "",
        spool=home + "/spool",
        fence=home + "/fence" if spec.epoch else "",
        scratch=folder,
        outputs=folder + "/outputs.json",
    )
    secrets = [*spec.secrets, *file_secrets(policy["secret_files"])]
    output = Output(secrets, [log], [log], policy["max_output"], policy["max_line"])
    run = Run(spec, policy, place, output, notices)
    run.files += [lock, log]
    if not run.is_subreaper:
        run.output.say("this system has no child subreaper: processes are followed by their environment instead")
    return run


def run_folders(room):
    """Have a wrapper run each folder named by a packet on standard input; the answer is its process id.

    The wrapper is loaded already and costs a fork instead of a start of Python. When there is time, one is forked ahead:
    most of a fork's price are the pages that the child copies when it first writes to them. Ends with the other end of the
    socket, which touches no wrapper that has a folder. ``ROOM`` has the length of a folder's path, for it to be written
    there in lists of processes (``show``).
    """
    preload()
    listed = find_room()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        spare = None
        try:
            if not select.select([0], [], [], SPARE_AFTER_S)[0]:
                spare = fork_wrapper(room, listed)
            folder = os.read(0, 4096)
        except ConnectionResetError:
            return 0
        if not folder:
            return 0
        pid = (spare and hand_over(spare, folder)) or hand_over(fork_wrapper(room, listed), folder)
        try:
            os.write(0, b"%d" % pid)
        except OSError:
            return 0


def fork_wrapper(room, listed):
    """(process id, pipe) of a wrapper that waits for a folder, and ends when this process does before."""
    order, giver = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(giver)
        run_forked(order, room, listed)
        os._exit(0)
    os.close(order)
    return pid, giver


def hand_over(wrapper, folder):
    """The process id, 0 when it has ended."""
    pid, giver = wrapper
    try:
        os.write(giver, folder)
    except BrokenPipeError:
        return 0
    finally:
        os.close(giver)
    return pid


def preload():
    """Have in memory, once for all wrappers, what each would load."""
    import _ctypes  # noqa: F401
    import _json  # noqa: F401
    import _socket  # noqa: F401
    import fcntl  # noqa: F401
    import resource  # noqa: F401

    boot_id()
    gc.collect()
    gc.disable()
    gc.freeze()


def run_forked(order, room, listed):
    """As ``--run-folder``, in a session of its own and with nothing of the agent's; then what else the agent has to run."""
    folder = ""
    try:
        os.setsid()
        gc.enable()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        os.close(null)
        show(listed, "--spare-of", os.path.dirname(room))
        notices = Notices(room, is_reusable=True)
        if not select.select([order], [], [], 0)[0]:
            rehearse()
        folder = os.fsdecode(os.read(order, 4096))
        os.close(order)
        while folder:
            run = open_run(folder, notices)
            show(listed, "--run-folder", folder)
            run.go()
            folder = run.next_folder()
    except BaseException as error:
        folder = folder or os.fsdecode(os.read(order, 4096))
        complaint = os.open(os.path.join(folder, "wrapper.err"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        write_all(complaint, f"igor_wrap: {error_text(error)}\n".encode("utf-8", "replace"))


def rehearse():
    """Fail to run a command that cannot be one, unheard: what a run writes to in memory is this process's own then."""
    spec = Spec({"command": ["/dev/null"], "environment": {}, "run_id": "", "events": []})
    run = Run(spec, load_policy("", {}, ""), Place(scratch="/dev/null/igor"), Output([], [], []), Notices(""))
    run.go()
    run.sleep()
    for number in (signal.SIGCHLD, *STOP_SIGNALS, *FORWARDED_SIGNALS):
        signal.signal(number, signal.SIG_DFL)
    for number in run.stop_signals:
        os.kill(os.getpid(), number)


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


def show(listed, option, folder):
    """Have this process listed as ``… --run-folder DIR``, which ``ps`` and ``igor down`` look for."""
    address, size = listed
    shown = os.fsencode(option + "\0" + folder)
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


# --- ways in: the command line --------------------------------------------------------------------------------------

#: name: (word for the value, meaning); besides those of ``SETTINGS``.
OPTIONS = {
    "job": ("NAME", "name in events and IGOR_JOB, and of the policy (JOB_NAME, or the command's)"),
    "stage": ("NAME", "part of the job, in events and IGOR_STAGE"),
    "policy": ("FILE", "the policy, instead of the one in --policies"),
    "policies": ("DIR", f"where ops keep a policy for each job: DIR/JOB.yml, else the nearest default.yml above it ({POLICIES})"),
    "log": ("FILE", "append the output here too"),
    "record": ("FILE", "append the result here, as JSON"),
    "outputs": ("FILE", "keep what a successful attempt wrote to $IGOR_OUTPUT"),
    "inputs": ("FILE", "JSON object of inputs for --needs"),
    "cwd": ("DIR", "work here"),
    "epoch": ("N", "of the controller that starts this; a lower one than was seen is refused"),
    "retries": ("N", "attempts beyond the first"),
    "backoff": ("TIME", "the same as --delay"),
    "retry-on": ("CODES", "retry on these exit codes alone, such as 75,100-110"),
    "sink": ("URL", "where events go; may be repeated"),
}
FLAGS = {
    "dry-run": "say what would be done, and do nothing",
    "local": "tell nobody: events go to standard error, no fleet lock, no controller",
    "verbose": "say how it ended, also after a success",
    "help": "",
    "version": "",
}
#: Settings that only policy files have.
FILE_ONLY = frozenset(["rules", "environment", "alerts", "sinks"])
#: Of an outer wrapper, or the wrapper's alone.
NOT_PASSED = frozenset(
    ["IGOR_RUN_ID", "IGOR_JOB", "IGOR_STAGE", "IGOR_ATTEMPT", "IGOR_MAX_ATTEMPTS", "IGOR_EPOCH", "IGOR_DEADLINE"]
    + ["IGOR_OUTPUT", "IGOR_INPUTS", "IGOR_ARTIFACTS", "IGOR_TOKEN", "IGOR_STATE"]
)


class Options:
    """A command line, taken apart: ``values`` of OPTIONS, ``flags``, ``wishes`` (settings), ``command``."""

    def __init__(self, arguments):
        self.values = {}
        self.flags = set()
        self.wishes = {}
        self.command = []
        left = list(arguments)
        while left:
            argument = left.pop(0)
            if argument == "--" or not argument.startswith("-"):
                self.command = left if argument == "--" else [argument, *left]
                break
            self._read("--help" if argument == "-h" else argument, left)
        if not self.command and not self.flags & {"help", "version"}:
            raise WrapperError("no command: write it after --")

    def _read(self, argument, left):
        name, equals, value = argument[2:].partition("=")
        setting = name.replace("-", "_")
        if not argument.startswith("--") or not (
            name in FLAGS or name in OPTIONS or (setting in SETTINGS and setting not in FILE_ONLY)
        ):
            names = [*FLAGS, *OPTIONS, *(one.replace("_", "-") for one in SETTINGS if one not in FILE_ONLY)]
            names = [f"--{one}" for one in names]
            raise WrapperError(f"there is no option {unknown(argument, names, '--help lists them')}")
        if name in FLAGS:
            self.flags.add(name)
            return
        if not equals and not left:
            raise WrapperError(f"--{name}: it needs a value")
        self._take(name, setting, value if equals else left.pop(0))

    def _take(self, name, setting, value):
        where = f"--{name}"
        if name == "sink":
            self.wishes.setdefault("sinks", []).append(value)
        elif name == "retries":
            self.wishes["attempts"] = setting_value("attempts", value, where) + 1
        elif name == "backoff":
            self.wishes["delay"] = setting_value("delay", value, where)
        elif name == "retry-on":
            self.wishes["rules"] = setting_value("rules", [{"exit": value, "then": "retry"}], where)
            self.wishes.setdefault("attempts", 2)
        elif name == "epoch":
            self.values["epoch"] = setting_value("attempts", value, where)
        elif name in OPTIONS:
            self.values[name] = value
        else:
            self.wishes[setting] = setting_value(setting, value, where)

    def get(self, name, default=""):
        return self.values.get(name, default)


def run_command_line(arguments):
    """Run the command given after ``--``."""
    options = Options(arguments)
    if options.flags & {"help", "version"}:
        sys.stdout.write(help_text() if "help" in options.flags else f"igor_wrap {VERSION}\n")
        return 0
    path = options.get("policy") or find_policy(options.get("policies", POLICIES), options.get("job"))
    policy = load_policy(path, options.wishes, "the command line")
    check_schemes(policy["sinks"])
    spec = command_line_spec(options, policy)
    place = command_line_place(options, policy, spec)
    if "dry-run" in options.flags:
        sys.stdout.write(plan_text(spec, policy, place))
        return 0
    is_local = "local" in options.flags
    sinks, own_sinks = [1], [2]
    paths = [options.get("log")]
    if policy["controller"] and not is_local:
        paths.append(kept_log(spec))
    for log in filter(None, paths):
        fd = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600 if log != paths[0] else 0o666)
        sinks.append(fd)
        own_sinks.append(fd)
    secrets = [*spec.secrets, *file_secrets(policy["secret_files"])]
    output = Output(secrets, sinks, own_sinks, policy["max_output"], policy["max_line"])
    return Run(spec, policy, place, output, Notices(""), is_local).go()


def check_schemes(urls):
    """Sinks are opened by others, later: a misspelt one is told now. Raises WrapperError."""
    for url in urls:
        scheme, _, transport = url.partition("://")[0].partition("+")
        if scheme not in SINKS or transport not in SINKS[scheme].transports:
            check_sinks([url])


def command_line_spec(options, policy):
    spec = Spec(
        {
            "command": options.command,
            "environment": sanitised(os.environ, policy),
            "run_id": os.urandom(16).hex(),
            "cwd": options.get("cwd") or None,
            "job": options.get("job") or os.environ.get("JOB_NAME") or os.path.basename(options.command[0]),
            "build": read_number_text(os.environ.get("BUILD_NUMBER", "")),
            "build_url": os.environ.get("BUILD_URL", ""),
            "stage": options.get("stage"),
            "epoch": options.get("epoch", 0) or read_number_text(os.environ.get("IGOR_EPOCH", "")),
            "secrets": named_secrets(os.environ, policy["secrets"]),
            "inputs": read_inputs(options.get("inputs")),
            "verbose": "verbose" in options.flags,
        }
    )
    return spec


def read_number_text(text):
    """0 for what is no number."""
    return int(text) if text.isdigit() else 0


def read_inputs(path):
    if not path:
        return {}
    try:
        found = read_json(path)
    except ValueError as error:
        raise WrapperError(f"{path}: not JSON: {error}") from None
    if not isinstance(found, dict):
        raise WrapperError(f"{path}: not an object")
    return found


def command_line_place(options, policy, spec):
    is_measured = any(policy[name] for name in MEASURES)
    return Place(
        record=options.get("record"),
        spool=policy["spool"],
        fence=os.path.join(state_folder(), "fence") if spec.epoch else "",
        history=os.path.join(state_folder(), "history", file_name(spec.job)) if is_measured else "",
        scratch=os.path.join(os.environ.get("TMPDIR") or "/tmp", "igor-" + spec.run_id[:20]),
        outputs=options.get("outputs"),
    )


def sanitised(environment, policy):
    """What the command sees of it: no relative folder in PATH, and if the policy names some, those variables alone."""
    names = policy["pass_environment"]
    found = {}
    for name, value in environment.items():
        is_named = not names or name in names or name in ("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TZ")
        if is_named and name not in NOT_PASSED and not name.startswith("IGOR_IN_"):
            found[name] = value
    folders = [folder for folder in found.get("PATH", "").split(":") if folder.startswith("/")]
    found["PATH"] = ":".join(folders) or DEFAULT_PATH
    return found


def help_text():
    lines = [
        "usage: igor-wrap [options] -- command [argument ...]",
        "",
        "Run a command with retries and time limits; leave no process of it behind.",
        "",
    ]
    rows = [(f"--{name} {word}", text) for name, (word, text) in OPTIONS.items()]
    for name, (_, _, word, text) in SETTINGS.items():
        if name not in FILE_ONLY:
            rows.append((f"--{name.replace('_', '-')} {word}", text))
    rows += [(f"--{name}", text) for name, text in FLAGS.items() if text]
    lines += [f"  {left:<26} {text}" for left, text in sorted(rows)]
    lines += [
        "",
        "Durations: 500ms, 10s, 30m, 2h, 1d; a bare number is seconds. Sizes: 64K, 512M, 2G.",
        "Exit code: the command's own; 128+n for signal n; 65 its outputs are refused; 69 another controller is active;",
        "75 a lock is held; 124 time limit; 125 wrapper error; 126 cannot execute; 127 not found.",
        "",
    ]
    return "\n".join(lines)


def plan_text(spec, policy, place):
    """What a run would do, and where each setting came from."""
    lines = [f"job       {spec.job}", f"command   {' '.join(spec.command)}", f"policy    {policy.path or 'none'}"]
    for name, origin in sorted(policy.origins.items()):
        value = policy[name]
        text = duration_text(value / 1000) if SETTINGS[name][0] is DURATION else to_json(value)
        lines.append(f"  {name:<16} {text}   from {origin}")
    lines += ["note      " + note for note in policy.notes]
    lines.append("attempts  " + attempts_text(policy))
    limits = choose_limits(Wanted(policy), spec.run_id)
    if limits:
        lines.append(f"limits    {limits.wanted.text()} (by {limits.by})")
        limits.remove()
    for name in ("lock", "fleet_lock"):
        if policy[name]:
            lines.append(f"lock      {policy[name]}, when held: {policy['on_busy']}")
    if policy["schedule"]:
        slot_s = next_slot_s(policy["schedule"], time.time())
        lines.append("next run  " + (time.strftime("%Y-%m-%d %H:%M", time.localtime(slot_s)) if slot_s else "never"))
    if policy["sinks"]:
        check_sinks(policy["sinks"])
    where = [*map(shown_url, policy["sinks"]), *filter(None, [policy["spool"], policy["controller"]])]
    lines.append("events    start, attempt_failed, alert, finish to " + (", ".join(where) or "nobody"))
    secrets = sorted(name for name, value in os.environ.items() if named_secrets({name: value}, policy["secrets"]))
    lines.append("masked    " + (", ".join([*secrets, *policy["secret_files"]]) or "nothing"))
    return "\n".join(lines) + "\n"


def attempts_text(policy):
    pauses = [duration_text(pause_limit_s(policy, n)) for n in range(1, min(policy["attempts"], 6))]
    text = str(policy["attempts"]) + (f", pauses up to {', '.join(pauses)}" if pauses else "")
    for name in ("timeout", "total_timeout"):
        text += f", {name} {duration_text(policy[name] / 1000)}" if policy[name] else ""
    return text


INSTALLED = """#!{python} -IS
import sys

sys.path.insert(0, {folder!r})
import igor_wrap

igor_wrap.leave(igor_wrap.main(sys.argv[1:]))
"""


def install(prefix):
    """Copy this file to PREFIX/lib/igor, compiled, and write PREFIX/bin/igor-wrap."""
    import py_compile

    folder = os.path.join(os.path.abspath(prefix), "lib/igor")
    os.makedirs(folder, exist_ok=True)
    os.makedirs(os.path.join(prefix, "bin"), exist_ok=True)
    copy = os.path.join(folder, "igor_wrap.py")
    with open(__file__, encoding="utf-8") as file:
        replace_file(copy, file.read())
    os.chmod(copy, 0o755)
    py_compile.compile(copy, doraise=True)
    command = os.path.join(prefix, "bin/igor-wrap")
    replace_file(command, INSTALLED.format(python=os.path.realpath(sys.executable), folder=folder))
    os.chmod(command, 0o755)
    sys.stdout.write(f"{command}\n")
    return 0


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
        if arguments[:1] == ["--install"] and len(arguments) <= 2:
            return install(arguments[1] if len(arguments) == 2 else "/usr/local")
        return run_command_line(arguments)
    except Exception as error:
        sys.stderr.write(f"igor_wrap: {error_text(error)}\n")
        return EXIT_WRAPPER_ERROR


def leave(code):
    """End without the interpreter's tidying up, which costs a millisecond and has nothing to do."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main(sys.argv[1:]))
