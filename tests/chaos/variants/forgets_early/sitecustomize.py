"""Broken on purpose: a run counts as complete as soon as its end is known, whatever of its log is here."""

from igor.controller.engine_runs import LiveRun

LiveRun.is_complete = property(lambda run: run.finished is not None)  # type: ignore[method-assign, assignment]
