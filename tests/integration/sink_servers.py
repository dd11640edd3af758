"""Monitoring servers as Debian packages them, each on free ports of the loopback and ended with its test."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from engine_world import wait_for

#: Where Debian has them; a user's path may lack the latter.
_PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"


def program(name: str) -> str:
    """Its path. In continuous integration a missing one is a failure, elsewhere the test is skipped."""
    found = shutil.which(name, path=_PATH)
    if found is None and "IGOR_CI" in os.environ:
        pytest.fail(f"{name} is not installed: ./igorw test installs it where apt-get can")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return str(found)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that another user reaches; pytest closes its own to all others whenever one of its processes starts."""
    with tempfile.TemporaryDirectory(prefix="igor-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def owner(wanted: str) -> str:
    """The user to whom a server gives up root's rights; without them there is nothing to give up."""
    return wanted if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name


@contextmanager
def running(command: list[str], is_up: Callable[[], object], log: Path, cwd: Path | None = None) -> Iterator[None]:
    """A server from when it is up until the block's end."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=cwd, start_new_session=True)
    try:

        def up() -> object:
            assert process.poll() is None, log.read_text()
            return is_up()

        wait_for(up, f"{command[0]} is up")
        yield
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def answers(port: int) -> bool:
    with socket.socket() as found:
        return found.connect_ex(("127.0.0.1", port)) == 0


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


@contextmanager
def alertmanager(folder: Path, webhook_port: int) -> Iterator[int]:
    """It tells the webhook at once of what fires, and a second later of what has ended."""
    path, port = program("prometheus-alertmanager"), free_port()
    (folder / "alertmanager.yml").write_text(f"""
route: {{receiver: test, group_by: [alertname, job], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}}
receivers:
  - name: test
    webhook_configs: [{{url: "http://127.0.0.1:{webhook_port}/", send_resolved: true}}]
""")
    command = [path, f"--config.file={folder}/alertmanager.yml", f"--storage.path={folder}/am"]
    command += [f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address="]
    with running(command, lambda: answers(port), folder / "alertmanager.log"):
        yield port


@contextmanager
def pushgateway(folder: Path) -> Iterator[int]:
    path, port = program("prometheus-pushgateway"), free_port()
    with running([path, f"--web.listen-address=127.0.0.1:{port}"], lambda: answers(port), folder / "pushgateway.log"):
        yield port


@contextmanager
def carbon(folder: Path) -> Iterator[int]:
    """Graphite's receiver; its files are below ``folder/whisper``."""
    path, port = program("carbon-cache"), free_port()
    (folder / "storage-schemas.conf").write_text("[all]\npattern = .*\nretentions = 1s:1h\n")
    (folder / "carbon.conf").write_text(f"""[cache]
STORAGE_DIR = {folder}
LOCAL_DATA_DIR = {folder}/whisper/
LINE_RECEIVER_INTERFACE = 127.0.0.1
LINE_RECEIVER_PORT = {port}
PICKLE_RECEIVER_PORT = 0
CACHE_QUERY_INTERFACE = 127.0.0.1
CACHE_QUERY_PORT = {free_port()}
ENABLE_LOGROTATION = False
MAX_CREATES_PER_MINUTE = inf
USE_INSECURE_UNPICKLER = False
""")
    command = [path, f"--config={folder}/carbon.conf", f"--pidfile={folder}/carbon.pid", f"--logdir={folder}"]
    with running([*command, "--nodaemon", "start"], lambda: answers(port), folder / "carbon.log", cwd=folder):
        yield port


def whisper_values(path: Path) -> list[float]:
    """What a file of Graphite's holds of the last hour."""
    found = subprocess.run([program("whisper-fetch"), str(path)], capture_output=True, text=True, check=True)
    values = [line.split()[1] for line in found.stdout.splitlines()]
    return [float(value) for value in values if value != "None"]


@dataclass
class MailServer:
    """``letters``: a file to which each letter is appended."""

    port: int
    letters: Path

    def text(self) -> str:
        return self.letters.read_text(errors="replace") if self.letters.exists() else ""


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Exim, which keeps what it gets."""
    with open_folder() as folder, _exim(folder) as server:
        yield server


@contextmanager
def _exim(folder: Path) -> Iterator[MailServer]:
    path, port, user = program("exim4"), free_port(), owner("Debian-exim")
    for name in ("spool", "log", "mail"):
        (folder / name).mkdir()
        shutil.chown(folder / name, user)
    for name in ("main", "reject", "panic"):  # whoever of its processes writes first would make the file its own
        (folder / "log" / f"{name}log").touch()
        shutil.chown(folder / "log" / f"{name}log", user)
    letters = folder / "mail" / "all"
    (folder / "exim.conf").write_text(f"""
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/spool/pid
primary_hostname = mail.example.org
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
tls_advertise_hosts =
keep_environment =
acl_smtp_rcpt = check
acl_smtp_data = accept
begin acl
check:
  deny local_parts = nobody
       message = no such person
  accept
begin routers
all:
  driver = accept
  transport = file
begin transports
file:
  driver = appendfile
  file = {letters}
  user = {user}
  create_directory = false
""")
    command = [path, "-C", str(folder / "exim.conf"), "-bdf", "-oP", str(folder / "spool" / "pid")]
    with running(command, lambda: answers(port), folder / "exim.out"):
        yield MailServer(port, letters)


@dataclass
class Nagios:
    """``command_file``: for passive results; ``log``: what Nagios made of them."""

    command_file: Path
    log: Path
    status: Path


@contextmanager
def nagios(service: str) -> Iterator[Nagios]:
    """Nagios with one passive service of the host ``web1``, in seconds instead of minutes."""
    with open_folder() as folder, _nagios(folder, service) as server:
        yield server


@contextmanager
def _nagios(home: Path, service: str) -> Iterator[Nagios]:
    path, user = program("nagios4"), owner("nagios")
    shutil.chown(home, user)
    for name in ("rw", "results"):
        (home / name).mkdir()
        shutil.chown(home / name, user)
    (home / "objects.cfg").write_text(f"""
define timeperiod {{
    timeperiod_name always
    alias always
}}
define command {{
    command_name none
    command_line /bin/true
}}
define contact {{
    contact_name nobody
    service_notification_commands none
    host_notification_commands none
    service_notification_period always
    host_notification_period always
}}
define host {{
    host_name web1
    address 127.0.0.1
    max_check_attempts 1
    check_period always
    contacts nobody
    active_checks_enabled 0
}}
define service {{
    host_name web1
    service_description {service}
    check_command none
    max_check_attempts 1
    check_period always
    contacts nobody
    active_checks_enabled 0
    passive_checks_enabled 1
}}
""")
    found = Nagios(home / "rw" / "nagios.cmd", home / "nagios.log", home / "status.dat")
    (home / "nagios.cfg").write_text(f"""
log_file={found.log}
cfg_file={home}/objects.cfg
object_cache_file={home}/objects.cache
precached_object_file={home}/objects.precache
status_file={found.status}
status_update_interval=1
nagios_user={user}
nagios_group={user}
check_external_commands=1
command_file={found.command_file}
lock_file={home}/nagios.pid
temp_file={home}/nagios.tmp
temp_path={home}
check_result_path={home}/results
state_retention_file={home}/retention.dat
query_socket={home}/rw/nagios.qh
interval_length=1
log_passive_checks=1
log_external_commands=1
illegal_macro_output_chars=`~$&|'"<>
""")
    command = [path, str(home / "nagios.cfg")]
    with running(command, found.command_file.exists, home / "nagios.out"):
        yield found
