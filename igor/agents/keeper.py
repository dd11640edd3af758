"""The runs in the agent's hands: launched, watched, stopped, forgotten. It needs no connection.

Everything that matters is in the run folders; what is kept in memory can be found again by ``recover``. Calls touch the
disk and come from one thread. The process behind a run is its wrapper, never a child that dies with the agent.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from igor.agents import launch as launching
from igor.agents import process
from igor.agents.launch import Workspaces
from igor.agents.launcher import Launcher, Wrapper
from igor.agents.notices import Notice
from igor.agents.outputs import read_outputs
from igor.agents.protocol import HeldRun, Launch, RunFinished, RunOutcome, RunStarted, SendFiles
from igor.agents.runs import RunFolder, RunState, RunStore
from igor.model.clock import Clock
from igor.model.errors import Conflict, IgorError

log = logging.getLogger(__name__)

#: A run that was prepared but not started when the agent died is started by the next one, if that comes soon enough.
START_WINDOW_MS = 5 * 60_000
#: A wrapper that has not ended this long after a stop and its grace is killed itself.
STOP_PATIENCE_S = 30.0
#: An end that the engine has not confirmed after this time is brought to disk.
CONFIRM_PATIENCE_S = 2.0
#: Giving back the blocks of a larger log takes long enough to have a thread of its own.
_LARGE_BYTES = 16 * 1024 * 1024
EXIT_REFUSED = 69
EXIT_ERROR = 125


class Held:
    """One run. ``wrapper``: as the launcher told, until it is known to be gone. ``outcome``: once it has ended.
    ``is_clean``: it left no process behind. ``safe_at_s``: when an end that only this machine knows goes to disk.
    """

    def __init__(self, folder: RunFolder, workspace: str | None = None) -> None:
        self.folder = folder
        self.wrapper: Wrapper | None = None
        self.state: RunState | None = None
        self.outcome: RunOutcome | None = None
        self.is_clean = False
        self.unwanted = False
        self.stop_wanted = False
        self.kill_at_s: float | None = None
        self.safe_at_s: float | None = None
        self._workspace = workspace
        self._state_version: int | None = None

    @property
    def run_id(self) -> str:
        return self.folder.run_id

    @property
    def workspace(self) -> str:
        if self._workspace is None:
            self._workspace = str(self.folder.spec().get("cwd", ""))
        return self._workspace

    def read_state(self) -> None:
        """Read the wrapper's state again if it was replaced."""
        version = self.folder.state_version()
        if version != self._state_version:
            self.state = self.folder.state()
            self._state_version = version
            outcome = self.state.result if self.state else None
            self.outcome = outcome and outcome._replace(outputs=read_outputs(str(self.folder.path), self.workspace))

    def is_wrapper_alive(self) -> bool:
        """Between the launcher's answer and the first state only the process tells; it may have left a state since."""
        if self.wrapper is not None:
            if self.wrapper.ticks is not None and process.start_ticks(self.wrapper.pid) == self.wrapper.ticks:
                return True
            self.wrapper = None
        self.read_state()
        if self.state is None:
            return self.folder.is_locked()
        return process.is_same_process(self.state.pid, self.state.pid_started_ticks, self.state.boot_id)


def outcome_of_dead(
    state: RunState | None, *, stop_wanted: bool, complaint: str, killed: int, now_ms: int
) -> RunOutcome:
    """How a run ended whose wrapper is gone without having said so."""
    if state is None:
        outcome = "stopped" if stop_wanted else "error"
        return RunOutcome(outcome, EXIT_ERROR, [], 0, complaint or "the wrapper ended before the command was started")
    left = f"; {killed} left-over processes were killed" if killed else ""
    message = f"the wrapper (process {state.pid}) ended without a result, killed or by a crash of the machine{left}"
    outcome = "stopped" if stop_wanted else "lost"
    return RunOutcome(outcome, None, state.attempts, max(0, now_ms - state.started_ms), message)


class Keeper:
    """All runs of one agent. ``refused``: launches that could not be prepared, told until they are forgotten.

    ``on_end`` is called with the id of each run that has ended.
    """

    def __init__(
        self,
        runs: RunStore,
        workspaces: Workspaces,
        launcher: Launcher,
        clock: Clock,
        stop_patience_s: float = STOP_PATIENCE_S,
    ) -> None:
        self._runs = runs
        self._workspaces = workspaces
        self._launcher = launcher
        self._clock = clock
        self._stop_patience_s = stop_patience_s
        self.on_end: Callable[[str], object] = lambda run_id: None
        #: The controller as this agent knows it.
        self.url = ""
        self.held: dict[str, Held] = {}
        self.refused: dict[str, RunOutcome] = {}

    def recover(self) -> None:
        """Find all runs again after a start of the agent."""
        self._runs.sweep()
        threading.Thread(target=self._workspaces.empty_bin, daemon=True).start()
        for folder in self._runs.all():
            held = Held(folder)
            held.unwanted, held.stop_wanted = folder.is_unwanted, folder.is_stop_requested
            held.read_state()
            self.held[held.run_id] = held
            if held.state is None and self._is_startable(folder):
                self._start_wrapper(held)
            self.look(held)
            log.info("run found again run=%s state=%s", held.run_id, held.outcome or "running")

    def _is_startable(self, folder: RunFolder) -> bool:
        """Without a state, in the same boot, it was never started; from before, a loss of power may have taken that."""
        is_recent = self._clock.now_ms() - folder.created_ms < START_WINDOW_MS
        return is_recent and folder.spec().get("prepared_in_boot") == process.boot_id()

    def describe(self) -> list[HeldRun]:
        """For ``Hello``, which must not grow with outputs: an end that has some is told by itself."""
        runs = [HeldRun(h.run_id, h.folder.log_bytes(), _brief(h.outcome)) for h in self.wanted()]
        return runs + [HeldRun(run_id, 0, outcome) for run_id, outcome in self.refused.items()]

    def wanted(self) -> list[Held]:
        """Those that the engine has not forgotten, oldest first."""
        return [held for held in list(self.held.values()) if not held.unwanted]

    def is_busy(self) -> bool:
        """Whether there is anything to look at from time to time."""
        return any(held.outcome is None or held.safe_at_s is not None for held in self.held.values())

    # --- what the engine asks

    def launch(self, message: Launch, highest_epoch: int) -> RunStarted | RunFinished:
        """Prepare and start a run; a run that is already here is only confirmed. The answer to send."""
        try:
            held = self.held.get(message.run_id) or self._start(message, highest_epoch)
        except (IgorError, OSError) as error:
            code = EXIT_REFUSED if isinstance(error, Conflict) else EXIT_ERROR
            log.warning("launch failed run=%s job=%s error=%r", message.run_id, message.job, str(error))
            outcome = RunOutcome("error", code, [], 0, f"the agent could not start the run: {error}")
            self.refused[message.run_id] = outcome
            return RunFinished(message.run_id, outcome, 0)
        self.refused.pop(message.run_id, None)
        pid = held.state.pid if held.state else held.wrapper.pid if held.wrapper else 0
        return RunStarted(held.run_id, pid, held.workspace)

    def _start(self, message: Launch, highest_epoch: int) -> Held:
        if message.epoch < highest_epoch:
            raise Conflict(f"epoch {message.epoch} of the engine is over, {highest_epoch} has been seen")
        held = Held(*launching.prepare(message, self._runs, self._workspaces, self.url))
        self._start_wrapper(held)
        self.held[message.run_id] = held
        log.debug("run started run=%s job=%s build=%d", message.run_id, message.job, message.build_number)
        return held

    def _start_wrapper(self, held: Held) -> None:
        """A wrapper that cannot be started is found missing by the next look."""
        try:
            held.wrapper = self._launcher.start(held.folder.path)
        except OSError as error:
            log.error("wrapper not started run=%s error=%r", held.run_id, str(error))
            held.folder.complain(str(error))

    def reuse_wrapper(self, notice: Notice) -> None:
        """The run's wrapper waits for another. Once the end is known it gets no more signals for this one."""
        held = self.held.get(notice.run_id)
        if held is not None:
            held.is_clean = True
        if (held is None or held.outcome is not None) and notice.address:
            self._launcher.is_idle(Wrapper(*notice.wrapper), notice.address)

    def stop(self, run_id: str, reason: str) -> None:
        """Ask for the end of a run; unknown and ended ones are left alone."""
        held = self.held.get(run_id)
        if held is None or held.outcome is not None:
            return
        held.stop_wanted = True
        log.info("stop requested run=%s reason=%r", run_id, reason)
        held.folder.request_stop(reason)

    def forget(self, run_id: str, *, kill: bool) -> None:
        """Delete a run's folder now, or when it has ended."""
        self.refused.pop(run_id, None)
        held = self.held.get(run_id)
        if held is None:
            return
        if held.outcome is not None:
            del self.held[run_id]
            if held.folder.log_bytes() >= _LARGE_BYTES:
                threading.Thread(target=held.folder.delete, daemon=True).start()
            elif held.is_clean:
                self._runs.recycle(held.folder)
            else:
                held.folder.delete()
            return
        held.unwanted = True
        held.folder.mark_unwanted()
        if kill:
            self.stop(run_id, "nobody wants this run any more")

    def delete_workspace(self, name: str) -> None:
        """Delete a workspace and its ``@tmp`` unless a run works in it. Raises Invalid, Conflict, OSError.

        The names are gone when this returns; the contents go in the background.
        """
        folder = self._workspaces.resolve_below(name)
        for held in self.held.values():
            used = Path(held.workspace)
            if held.outcome is None and (folder == used or folder in used.parents):
                raise Conflict(f"the workspace {name!r} is used by run {held.run_id}")
        self._workspaces.throw_away(folder, launching.temporary_folder(folder))
        threading.Thread(target=self._workspaces.empty_bin, daemon=True).start()

    def send_files(self, wanted: SendFiles) -> None:
        """Somebody looks at a workspace: answered in a thread of its own."""
        from igor.agents import workspace_view  # zip files and more that few agents need

        arguments = (self.url, self._workspaces, wanted)
        threading.Thread(target=workspace_view.answer, args=arguments, daemon=True).start()

    # --- what happens by itself

    def look_at_all(self) -> None:
        """Bring every run up to date; cheap when nothing happened. A run that cannot be read hinders no other."""
        for held in list(self.held.values()):
            self.look_at(held.run_id)
        due = [held for held in self.held.values() if held.safe_at_s is not None and held.safe_at_s <= time.monotonic()]
        if due:
            for held in due:
                held.safe_at_s = None
            threading.Thread(target=_make_durable, args=([held.folder for held in due],), daemon=True).start()

    def look_at(self, run_id: str) -> None:
        """Bring one run up to date, if there is such a run."""
        held = self.held.get(run_id)
        try:
            if held is not None and held.outcome is None:
                self.look(held)
        except OSError as error:
            log.error("run not looked at run=%s error=%r", run_id, str(error))

    def look(self, held: Held) -> None:
        """Notice the end of a run, and see to a stop."""
        held.read_state()
        if held.outcome is None and not held.is_wrapper_alive():
            held.read_state()
            if held.outcome is None:
                self._bury(held)
        if held.outcome is None:
            self._press_stop(held)
            return
        held.safe_at_s = time.monotonic() + CONFIRM_PATIENCE_S
        if held.unwanted:
            self.forget(held.run_id, kill=False)
        self.on_end(held.run_id)

    def _bury(self, held: Held) -> None:
        killed = process.kill_leftovers(held.run_id)
        held.outcome = outcome_of_dead(
            held.state,
            stop_wanted=held.stop_wanted,
            complaint=held.folder.wrapper_complaint(),
            killed=killed,
            now_ms=self._clock.now_ms(),
        )
        log.warning("wrapper gone run=%s outcome=%s killed=%d", held.run_id, held.outcome.outcome, killed)
        held.state = held.folder.finish_for(held.state, held.outcome)

    def _press_stop(self, held: Held) -> None:
        """Signal once, as soon as the wrapper listens; kill a wrapper that does not come to its end."""
        if not held.stop_wanted or held.state is None:
            return
        if held.kill_at_s is None:
            grace_s = held.folder.spec().get("policy", {}).get("grace_ms", 0) / 1000
            held.kill_at_s = time.monotonic() + grace_s + self._stop_patience_s
            process.send_signal(held.state.pid, signal.SIGTERM)
        elif time.monotonic() > held.kill_at_s:
            process.send_signal(held.state.pid, signal.SIGKILL)


def _brief(outcome: RunOutcome | None) -> RunOutcome | None:
    return None if outcome is not None and outcome.outputs else outcome


def _make_durable(folders: list[RunFolder]) -> None:
    """What the engine did not take in good time is to survive a loss of power here."""
    for folder in folders:
        try:
            folder.make_durable()
        except OSError as error:
            log.error("end of a run not on disk run=%s error=%r", folder.run_id, str(error))
