"""Callback of Ansible that prints an event a line, as JSON: what igor turns into progress, plans and reports."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import time
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: igor_events
    type: stdout
    short_description: Events as JSON lines
    description:
        - Prints one JSON object for each play, task, begun and ended task of a host, and the sums at the end.
    author: Igor
"""

#: Arguments of modules that say what a task is about; others may hold what nobody should read.
_TELLING = ("name", "state", "dest", "path", "src", "unit", "pkg", "enabled", "daemon_reload", "cmd")
_TEXTS = ("msg", "stderr", "stdout", "module_stderr", "module_stdout", "reason")
_LONGEST = 20000
_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
_INTERRUPT_TIMEOUT_S = 3
_forker = 0


class CallbackModule(CallbackBase):  # type: ignore[misc]
    """Ansible calls the methods in its main process, one at a time."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "igor_events"

    def __init__(self) -> None:
        super().__init__()
        self._handlers: set[str] = set()
        self._begun_ms: dict[tuple[str, str], int] = {}
        _end_with(os.environ.get("IGOR_DEPLOY_PID", ""))

    def v2_playbook_on_play_start(self, play: Any) -> None:
        _emit("play", name=play.get_name().strip())

    def v2_playbook_on_task_start(self, task: Any, is_conditional: bool) -> None:
        _emit("task", **_task(task), handler=False)

    def v2_playbook_on_handler_task_start(self, task: Any) -> None:
        self._handlers.add(task._uuid)
        _emit("task", **_task(task), handler=True)

    def v2_runner_on_start(self, host: Any, task: Any) -> None:
        self._begun_ms[host.get_name(), task._uuid] = _now_ms()
        _emit("begin", host=host.get_name(), **_task(task))

    def v2_runner_on_ok(self, result: Any) -> None:
        self._result(result, "changed" if result.result.get("changed") else "ok")

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        self._result(result, "ignored" if ignore_errors else "failed")

    def v2_runner_on_skipped(self, result: Any) -> None:
        self._result(result, "skipped")

    def v2_runner_on_unreachable(self, result: Any) -> None:
        self._result(result, "unreachable")

    def v2_runner_retry(self, result: Any) -> None:
        _emit("retry", host=result.host.get_name(), **_task(result.task), attempt=result.result.get("attempts"))

    def v2_playbook_on_no_hosts_matched(self) -> None:
        _emit("no_hosts")

    def v2_playbook_on_stats(self, stats: Any) -> None:
        _emit("stats", hosts={host: stats.summarize(host) for host in sorted(stats.processed)})

    def _result(self, result: Any, status: str) -> None:
        task, found = result.task, result.result
        fields: dict[str, Any] = {"host": result.host.get_name(), **_task(task), "status": status}
        fields["handler"] = task._uuid in self._handlers
        fields["begun_ms"] = self._begun_ms.pop((result.host.get_name(), task._uuid), 0)
        if delegated := found.get("_ansible_delegated_vars", {}).get("ansible_delegated_host"):
            fields["delegated"] = delegated
        if not (task.no_log or found.get("_ansible_no_log") or "censored" in found):
            fields.update(_details(found, status), args=_arguments(task, found))
            if (report := task.vars.get("igor_report")) and status in ("ok", "changed"):
                fields["report"] = {"kind": str(report), "text": str(found.get("stdout", ""))}
        _emit("result", **fields)


def _end_with(parent: str) -> None:
    """As Ctrl-C ends it, when igor is gone, however that went: nobody follows it, and others may break the lock."""
    if parent and sys.platform == "linux":
        signal.signal(signal.SIGUSR1, _interrupt)
        os.register_at_fork(before=_note_forker, after_in_child=_end_with_forker)
        _signal_after(int(parent), signal.SIGUSR1)


def _interrupt(signum: int, frame: Any) -> None:
    """An interrupt that comes while a worker is begun may be lost, and Ansible would wait for the worker's end."""
    signal.alarm(_INTERRUPT_TIMEOUT_S)
    os.kill(os.getpid(), signal.SIGINT)


def _note_forker() -> None:
    global _forker
    _forker = os.getpid()


def _end_with_forker() -> None:
    """A worker that waits for a lock, or whose interrupt was lost, would stay for ever."""
    _signal_after(_forker, signal.SIGKILL)


def _signal_after(parent: int, wanted: signal.Signals) -> None:
    """This process gets the signal when its parent has ended."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, wanted)
    if os.getppid() != parent:
        os.kill(os.getpid(), wanted)


def _task(task: Any) -> dict[str, Any]:
    role = task._role.get_name() if task._role else ""
    return {"task": task.name or task.action, "role": role, "action": task.action.rpartition(".")[2]}


def _details(found: dict[str, Any], status: str) -> dict[str, Any]:
    details: dict[str, Any] = {}
    if status in ("failed", "unreachable", "ignored"):
        details = {key: str(found[key])[:_LONGEST] for key in _TEXTS if found.get(key)}
        failed = [item for item in found.get("results", []) if isinstance(item, dict) and item.get("failed")]
        details["items"] = [{k: str(item[k])[:_LONGEST] for k in (*_TEXTS, "item") if item.get(k)} for item in failed]
    if status == "changed":
        diffs = [found, *found.get("results", [])] if not found.get("diff") else [found]
        details["diff"] = [each for item in diffs if isinstance(item, dict) for each in _diffs(item.get("diff"))]
    return details


def _diffs(diff: Any) -> list[dict[str, Any]]:
    kept = ("before", "after", "before_header", "after_header", "prepared")
    found = diff if isinstance(diff, list) else [diff]
    return [{key: each[key] for key in kept if key in each} for each in found if isinstance(each, dict)]


def _arguments(task: Any, found: dict[str, Any]) -> dict[str, str]:
    """As they were given to the module where it tells them, else as the task has them (templates and all)."""
    told = found.get("invocation", {}).get("module_args", {}) if isinstance(found.get("invocation"), dict) else {}
    merged = {**(task.args if isinstance(task.args, dict) else {}), **told}
    for key in ("dest", "path", "name"):
        if isinstance(found.get(key), str):
            merged[key] = found[key]
    return {key: str(merged[key])[:500] for key in _TELLING if merged.get(key) not in (None, "")}


def _now_ms() -> int:
    return int(time.time() * 1000)


def _emit(event: str, **fields: Any) -> None:
    line = json.dumps({"event": event, "at_ms": _now_ms(), **fields}, default=str, ensure_ascii=False)
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
