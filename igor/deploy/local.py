"""The environment ``local``: a controller and two agents on this machine, without root, on loopback only.

``observe`` looks, ``plan.decide`` compares, ``deploy`` acts phase by phase; each phase can be repeated, so that a
second try repairs whatever stopped the first.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import jenkins
import psutil
import requests

from igor.deploy import processes, release, seed
from igor.deploy.plan import AGENT_EXECUTORS, AGENT_LABELS, AGENTS, Action, Observed, Wanted, decide
from igor.deploy.progress import Progress
from igor.deploy.settings import Settings, load_settings, save_settings
from igor.model.errors import IgorError
from igor.model.home import Home, default_home

_START_TIMEOUT_S = 30
_STOP_TIMEOUT_S = 12
#: A deploy that starts with less free disk than this would not end well.
_MIN_FREE_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Deployed:
    """How it ended. ``actions`` empty: nothing changed."""

    url: str
    password_file: Path
    jobs: list[str]
    actions: list[Action]


def observe(home: Home, wanted_release: release.Release, settings: Settings | None) -> Observed:
    """What is there now."""
    agents = {name: running for name in AGENTS if (running := processes.find(home, name))}
    seeded = settings.seeded if settings else None
    return Observed(wanted_release.is_installed, processes.find(home, "controller"), agents, seeded)


def deploy(home: Home, progress: Progress, *, port: int | None = None, jobs: Path | None = None) -> Deployed:
    """Bring the local environment to what this checkout says.

    Args:
        port: the web port; None: the remembered one, or 8080. jobs: a folder to use instead of ``seed-jobs``.

    Raises:
        IgorError: what stopped it, and how to go on; what was done before stays and is not done again.
    """
    with _disk_errors(home), _controller_errors(home):
        _make_folders(home)
        with _lock(home):
            return _Deployment(home, progress, port, jobs).run()


class _Deployment:
    """One run of deploy: what is wanted, and the phases that act."""

    def __init__(self, home: Home, progress: Progress, port: int | None, jobs: Path | None) -> None:
        self.home = home
        self.progress = progress
        self.jobs = jobs
        known = load_settings(home)
        self.settings = (known or Settings()).with_port(port)
        self.release = release.current_release(home, jobs)
        self.wanted = Wanted(self.settings.port, self.release.digest, self.release.program)
        self.observed = observe(home, self.release, known)
        self.actions = decide(self.observed, self.wanted)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.wanted.port}"

    def run(self) -> Deployed:
        """Preflight, plan, phases, and the state at the end."""
        self._preflight()
        self.progress.plan(self.actions)
        with self._phase("release", f"installing {self.release.digest}") as done:
            self._install()
            done(f"{self.release.digest} installed")
        save_settings(self.home, self.settings)
        with self._phase("controller", "starting the controller") as done:
            self._start_controller()
            done(f"{self.url}/ answers")
        with self._phase("agents", "starting agents") as done:
            self._start_agents()
            done(f"{', '.join(AGENTS)} online")
        with self._phase("seed", "running the seed job") as done:
            outcome = self._seed()
            removed = "".join(f", release {digest} removed" for digest in self._collect_releases())
            done(f"seed#{outcome.number} {outcome.result}{outcome.warning}{outcome.summary}{removed}")
        jobs = seed.generated_items(self._server())
        return Deployed(f"{self.url}/", self.home.secrets / "admin-password", jobs, self.actions)

    @contextmanager
    def _phase(self, phase: str, doing: str) -> Iterator[_Done]:
        """Run the body when the plan has the phase; the body tells how it ended through what it is given."""
        if not any(action.phase == phase for action in self.actions):
            yield _Done(self.progress, phase, skipped=True)
            return
        self.progress.begin(phase, doing)
        try:
            yield _Done(self.progress, phase, skipped=False)
        except BaseException:
            self.progress.fail(phase)
            raise

    def _preflight(self) -> None:
        free_bytes = shutil.disk_usage(self.home.root).free
        if free_bytes < _MIN_FREE_BYTES:
            raise IgorError(
                f"only {free_bytes // 2**20} MiB are free on the disk of {self.home.root}",
                hint=f"free at least {_MIN_FREE_BYTES // 2**20} MiB, or choose another folder with --home",
            )
        running = self.observed.controller
        if running is None or running.port != self.wanted.port:
            check_port_is_free(self.wanted.port)

    def _planned(self, phase: str) -> list[Action]:
        return [action for action in self.actions if action.phase == phase]

    def _install(self) -> None:
        if self._planned("release"):
            release.install(self.release, self.jobs)

    def _start_controller(self) -> None:
        """Also one that runs may be starting a child of its again."""
        running = self.observed.controller
        if running is None or self._planned("controller"):
            processes.stop(self.home, "controller", timeout_s=_STOP_TIMEOUT_S)
            arguments = ["controller", "--home", str(self.home.root), "--port", str(self.wanted.port)]
            running = self._start("controller", arguments)
        processes.wait_until(running, self.home, self._answers, timeout_s=_START_TIMEOUT_S, doing="starting to answer")

    def _answers(self) -> bool:
        try:
            requests.get(f"{self.url}/login", timeout=5)
            return requests.get(f"{self.url}/agent-endpoint", timeout=5).ok
        except requests.RequestException:
            return False

    def _start_agents(self) -> None:
        """Also those that ran already come back to a controller that is new."""
        names = [action.subject for action in self._planned("agents")]
        processes.stop(self.home, *names, timeout_s=_STOP_TIMEOUT_S)
        started = {name: self._start(name, self._agent_arguments(name)) for name in names}
        for name, running in {**self.observed.agents, **started}.items():
            processes.wait_until(
                running, self.home, lambda name=name: self._is_online(name),  # type: ignore[misc]
                timeout_s=_START_TIMEOUT_S, doing="connecting to the controller",
            )  # fmt: skip

    def _agent_arguments(self, name: str) -> list[str]:
        return [
            "agent", "--url", self.url, "--name", name, "--home", str(self.home.agents / name),
            "--executors", str(AGENT_EXECUTORS), "--labels", AGENT_LABELS,
            "--join-token-file", str(self.home.secrets / "join-token"),
            "--wrapper", str(self.release.wrapper),
        ]  # fmt: skip

    def _is_online(self, name: str) -> bool:
        return any(node["name"] == name and not node["offline"] for node in self._server().get_nodes())

    def _start(self, name: str, arguments: list[str]) -> processes.Running:
        wanted = self.wanted
        return processes.start(
            self.home, name, arguments, port=wanted.port, release=wanted.release, program=wanted.program
        )

    def _server(self) -> jenkins.Jenkins:
        token = (self.home.secrets / "admin-token").read_text().strip()
        return jenkins.Jenkins(self.url, "admin", token, timeout=30)

    def _seed(self) -> seed.SeedOutcome:
        if not self._planned("seed"):
            return seed.SeedOutcome(0, "unchanged", "")
        server = self._server()
        seed.register(server, seed.seed_config(self.release.seed_jobs))
        outcome = seed.run(server)
        if outcome.result not in ("SUCCESS", "UNSTABLE"):
            raise IgorError(
                "the seed job failed, so no job was changed:\n" + "\n".join(f"  | {line}" for line in outcome.errors),
                hint=f"correct the script and deploy again; the whole log: igor logs seed#{outcome.number}"
                f"{self._home_option()}",
            )
        self.settings = replace(self.settings, seeded=self.wanted.release)
        save_settings(self.home, self.settings)
        return outcome

    def _collect_releases(self) -> list[str]:
        """No build starts with an older release once the seed is applied; those that run may hold one."""
        if not self._planned("seed"):
            return []
        found = [processes.find(self.home, name) for name in ("controller", *AGENTS)]
        of_processes = {process.release for process in found if process}
        return release.collect(self.home, {self.release.digest} | of_processes | self._releases_of_builds())

    def _releases_of_builds(self) -> set[str]:
        request = requests.Request("GET", f"{self.url}/igor/api/overview")
        overview = json.loads(self._server().jenkins_request(request).text)
        return {build["release"] for build in overview["running"]}

    def _home_option(self) -> str:
        return "" if self.home.root == default_home() else f" --home {self.home.root}"


class _Done:
    """Tells the end of a phase, unless the phase had nothing to do."""

    def __init__(self, progress: Progress, phase: str, *, skipped: bool) -> None:
        self._progress = progress
        self._phase = phase
        self._skipped = skipped

    def __call__(self, text: str) -> None:
        if not self._skipped:
            self._progress.end(self._phase, text)


def check_port_is_free(port: int) -> None:
    """Raises IgorError naming who listens on the port of loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise IgorError(f"port {port} needs root", hint="choose one above 1023 with --port") from error
        except OSError as error:
            raise IgorError(
                f"port {port} is in use{_listener(port)}", hint=f"stop that, or choose another: --port {port + 1}"
            ) from error


def _listener(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr[1:] == (port,) and connection.pid:
                return f" by process {connection.pid} ({psutil.Process(connection.pid).name()})"
    except psutil.Error:
        return ""
    return ""


def down(home: Home, *, purge: bool = False) -> list[str]:
    """Stop agents, controller and running builds; with ``purge`` delete the home too. What was stopped, by name.

    Raises:
        IgorError: ``purge`` of a folder that is not an Igor home.
    """
    if not home.root.exists():
        return []
    _check_is_home(home)
    stopped = processes.stop(home, *AGENTS, "controller", timeout_s=_STOP_TIMEOUT_S)
    if runs := processes.stop_runs(home, timeout_s=_STOP_TIMEOUT_S):
        stopped.append(f"{runs} running step{'s' if runs > 1 else ''}")
    if purge:
        _purge(home)
    return stopped


def _purge(home: Home) -> None:
    for path in home.contents():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    if not any(home.root.iterdir()):
        home.root.rmdir()


def _check_is_home(home: Home) -> None:
    is_ours = all(folder.is_dir() for folder in (home.secrets, home.run, home.releases))
    if not is_ours and home.contents():
        raise IgorError(f"{home.root} is not a folder of Igor's, and not empty", hint="name another: --home")


def _make_folders(home: Home) -> None:
    try:
        if home.root.exists():
            _check_is_home(home)
        for folder in (home.root, home.secrets, home.run, home.logs, home.releases, home.agents):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        raise IgorError(
            f"cannot make {error.filename}: {error.strerror}", hint="choose another folder: --home"
        ) from error


@contextmanager
def _lock(home: Home) -> Iterator[None]:
    """One deploy at a time: the lock file names who holds it."""
    with (home.run / "deploy.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise IgorError(
                f"another deploy is at work: {file.read().strip()}", hint="wait until it has ended"
            ) from error
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "since": time.strftime("%Y-%m-%d %H:%M:%S")}))
        file.flush()
        yield


@contextmanager
def _disk_errors(home: Home) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
            raise
        raise IgorError(
            f"cannot write below {home.root}: {error.strerror}",
            hint="make room or choose another folder, then deploy again",
        ) from error


@contextmanager
def _controller_errors(home: Home) -> Iterator[None]:
    try:
        yield
    except (jenkins.JenkinsException, requests.RequestException) as error:
        raise IgorError(
            f"the controller does not answer as it should: {error}\n{processes.tail(home, 'controller')}",
            hint=f"its logs are in {home.logs}; deploy again: what was done is not done twice",
        ) from error
