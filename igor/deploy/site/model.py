"""``igor.yml`` as it was understood: ``Site`` and its sections. Every key has a default except ``url``.

The keys' descriptions are the reference in docs/igor-yml.md, the schema for editors, and ``igor config explain``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr, StringConstraints, model_validator

from igor.deploy.site.controller import Controller
from igor.deploy.site.policy import Jobs, Wrapper
from igor.deploy.site.secret import Certificate, Secret, SinkUrl
from igor.deploy.site.section import Count, Label, Line, Name, Port, Section, Text, Variable, entry
from igor.deploy.site.values import Address, Days, Duration, Room, Size, TimeOfDay

#: Groups or hosts of the inventory with commas between them.
Hosts = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*(\s*,\s*[A-Za-z0-9_][A-Za-z0-9_.-]*)*$")]
MonitoringKind = Literal["nagios", "sensu-go", "sensu-core", "prometheus"]


class Versions(Section):
    """Which versions are deployed."""

    igor: Line | None = entry(
        None, "Igor's version; a deploy with another one is refused. Without it: the one that deploys.", example="0.1.0"
    )


class Tls(Section):
    """Encryption between the proxy and everybody else."""

    certificate: Certificate = entry(
        "self-signed",
        "self-signed: by an authority of the site, which its hosts trust. Else a reference to a PEM file.",
        example="secret://file/secrets/ci.pem",
        becomes="proxy_certificate",
    )
    key: Secret | None = entry(
        None,
        "A reference to the certificate's private key.",
        example="secret://file/secrets/ci.key",
        becomes="proxy_certificate_key",
    )
    ca: Text | None = entry(
        None,
        "The file of the authority that signed it, relative to igor.yml, for agents that do not know it.",
        example="ca.pem",
        becomes="common_trusted_ca",
    )


class Proxy(Section):
    """nginx in front of the controller."""

    enabled: bool = entry(True, "Without it clients reach the controller's port directly.", becomes="proxy_enabled")
    http_port: Port = entry(80, "Who comes there is sent to https.", becomes="proxy_http_port")
    max_body: Size = entry(Size("2G"), "The largest request: artifacts come through here.", becomes="proxy_max_body")
    tls: Tls = entry(Tls, "Encryption.")


class Limits(Section):
    """What an agent with everything that it runs may use; systemd holds it."""

    memory: Size | None = entry(None, "Memory.", example="2G", becomes="agent_igor_memory, agent_swarm_memory")
    cpus: Annotated[float, Field(gt=0, le=4096)] | None = entry(
        None, "Processors.", example=2, becomes="agent_igor_cpu, agent_swarm_cpu"
    )
    processes: Annotated[int, Field(ge=16, le=4_000_000)] | None = entry(
        None, "Processes and threads.", example=4096, becomes="agent_igor_processes, agent_swarm_processes"
    )


class Agents(Section):
    """Agents that are alike."""

    hosts: Hosts = entry("igor_agents", "Groups or hosts of the inventory, with commas between them.")
    labels: list[Label] = entry(
        list,
        "Labels, beside each agent's own name.",
        example=["linux"],
        becomes="agent_igor_labels, agent_swarm_labels",
    )
    executors: Annotated[int, Field(ge=1, le=1000)] = entry(
        2, "Builds at a time.", becomes="agent_igor_executors, agent_swarm_executors"
    )
    mode: Literal["normal", "exclusive"] = entry(
        "normal",
        "exclusive: only builds whose label expression names the agent.",
        becomes="agent_igor_mode, agent_swarm_mode",
    )
    limits: Limits = entry(Limits, "What it may use with everything that it runs.")
    environment: dict[Variable, Line] = entry(
        dict,
        "Variables of its builds.",
        example={"TZ": "UTC"},
        becomes="agent_igor_environment, agent_swarm_environment",
    )


class Sink(Section):
    """Where alerts go. A URL alone may stand for it."""

    url: SinkUrl = entry(
        ..., "As docs/alerts.md has it, or a reference to one.", example="mail://relay.example.org?to=owner"
    )
    secret: Secret | None = entry(
        None,
        "The password, token or key of the sink: it becomes a file on the controller that the URL names.",
        example="secret://file/secrets/hook",
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        made: dict[str, Any] = handler.resolve_ref_schema(handler(schema))
        return {"anyOf": [dict(made["properties"]["url"]), made]}

    @model_validator(mode="before")
    @classmethod
    def _from_url(cls, value: Any) -> Any:
        return {"url": value} if isinstance(value, str) else value


class Alerts(Section):
    """What is told, of jobs that do not say: docs/alerts.md."""

    on: list[Literal["failure", "timeout", "slow", "fast", "missed", "stuck", "approval"]] = entry(
        lambda: ["failure", "timeout", "slow", "fast", "missed", "stuck", "approval"],
        "Which troubles.",
        becomes="controller_igor_settings.alert_on",
    )
    owner: Line = entry(
        "", "Whose the alerts are.", example="oncall@example.org", becomes="controller_igor_settings.alert_owner"
    )
    after: Annotated[int, Field(ge=1, le=1000)] = entry(
        1, "So many failures in a row.", becomes="controller_igor_settings.alert_after"
    )
    missed: Duration = entry(
        Duration("15m"), "A slot is missed so long after its time.", becomes="controller_igor_settings.alert_missed"
    )
    stuck: Duration = entry(
        Duration("1h"), "What waits so long in the queue is stuck.", becomes="controller_igor_settings.alert_stuck"
    )
    repeat: Duration = entry(
        Duration("4h"), "Told again so late; 0s: never.", becomes="controller_igor_settings.alert_repeat"
    )
    per_hour: Count = entry(60, "At most so many an hour.", becomes="controller_igor_settings.alert_per_hour")
    per_job_per_hour: Count = entry(
        6, "The same for each job.", becomes="controller_igor_settings.alert_per_job_per_hour"
    )
    typical: bool = entry(
        True, "Builds far off what is typical are slow or too fast.", becomes="controller_igor_settings.alert_typical"
    )


class Monitoring(Section):
    """Who watches the controller, and who is told of jobs."""

    kinds: list[MonitoringKind] = entry(
        list, "For which systems checks are laid out.", example=["nagios"], becomes="monitoring_kinds"
    )
    host: Line = entry("igor-controller", "What the controller is called there.", becomes="monitoring_host")
    namespace: Line = entry("default", "Sensu Go's namespace.", becomes="monitoring_namespace")
    handlers: list[Text] = entry(lambda: ["igor"], "Sensu's handlers.", becomes="monitoring_handlers")
    subscriptions: list[Text] = entry(lambda: ["igor"], "Sensu's subscriptions.", becomes="monitoring_subscriptions")
    sinks: list[Sink] = entry(
        list,
        "Where alerts about jobs go.",
        example=["mail://relay.example.org?to=owner"],
        becomes="controller_igor_settings.alert_sinks",
    )
    alerts: Alerts = entry(Alerts, "What is told.")


class Releases(Section):
    """Releases of job code."""

    jobs: Text = entry("seed-jobs", "The folder of job code, relative to igor.yml: jobs/ holds Job DSL scripts.")
    keep: Annotated[int, Field(ge=1, le=100)] = entry(
        3, "How many releases stay on each host.", becomes="igor_releases_keep"
    )
    smoke_job: Text | None = entry(None, "The job that a deploy builds at its end.", example="smoke")


class Retention(Section):
    """Which builds are kept, of jobs that do not say."""

    builds: Annotated[int, Field(ge=1, le=1_000_000)] | None = entry(
        None, "How many of each job. Without it: all.", example=100, becomes="controller_igor_settings.retention_builds"
    )
    age: Days | None = entry(
        None,
        "For how long. Without it: for ever.",
        example="30d",
        becomes="controller_igor_settings.retention_days",
    )
    min_free: Room | None = entry(
        None,
        "While the disk has less, the oldest builds of all jobs go.",
        example="5%",
        becomes="controller_igor_settings.retention_free_bytes",
    )
    audit: Days = entry(Days("90d"), "How long the audit log is kept.", becomes="controller_igor_settings.audit_days")


class Backup(Section):
    """Backups of the controller: daily ones, and one before each deploy."""

    folder: Text = entry(
        "/var/backups/igor", "Where they lie on the controller's host.", becomes="controller_igor_backup_folder"
    )
    at: TimeOfDay | None = entry(
        None,
        "When one is made each day, in the host's time zone. Without it: none.",
        example="02:30",
        becomes="controller_igor_backup_at",
    )
    keep: Annotated[int, Field(ge=1, le=1000)] = entry(
        7, "How many daily ones are kept; of those before deploys it is five.", becomes="controller_igor_backup_keep"
    )
    before_deploy: bool = entry(True, "Make one before anything is changed.")


class Deploy(Section):
    """How a deploy goes. Options of the command line win."""

    inventory: Text = entry("inventory", "The inventory, relative to igor.yml.")
    serial: Annotated[int, Field(ge=1, le=1000)] = entry(1, "So many agents at a time.")
    canary: Annotated[int, Field(ge=0, le=1000)] = entry(0, "So many agents first, before all others.")
    max_fail: Annotated[int, Field(ge=0, le=1000)] = entry(0, "Go on while no more agents than this have failed.")
    forks: Annotated[int, Field(ge=1, le=500)] = entry(10, "So many hosts at a time otherwise.", personal=True)
    health_timeout: Duration = entry(Duration("60s"), "How long a controller may take to answer after its start.")


class Site(Section):
    """The whole file."""

    site: Line = entry("", "The site's name. Default: the host of url.", example="lab", becomes="common_site")
    url: Address = entry(
        ...,
        "Where browsers, agents and clients reach the controller.",
        example="https://ci.example.org/",
        becomes="controller_igor_url, controller_jenkins_url",
    )
    versions: Versions = entry(Versions, "Which versions are deployed.")
    controller: Controller = entry(Controller, "The controller.")
    proxy: Proxy = entry(Proxy, "What stands in front of it.")
    agents: dict[Name, Agents] = entry(
        lambda: {"agents": Agents()},
        "Groups of agents that are alike, by a name of your choice.",
        example={"linux": {"labels": ["linux"], "executors": 4}},
    )
    wrapper: Wrapper = entry(Wrapper, "The wrapper that runs each step of a job.")
    jobs: Jobs = entry(Jobs, "What holds for jobs that do not say.")
    monitoring: Monitoring = entry(Monitoring, "Who watches, and who is told.")
    releases: Releases = entry(Releases, "Releases of job code.")
    retention: Retention = entry(Retention, "Which builds are kept.")
    backup: Backup = entry(Backup, "Backups of the controller.")
    deploy: Deploy = entry(Deploy, "How a deploy goes.")
    failover: dict[str, Any] = entry(
        dict,
        "The place of the failover pair. It is kept and not yet acted on; igor config check says so.",
        example={"enabled": True},
    )

    _folder: Path = PrivateAttr(default=Path())

    @property
    def name(self) -> str:
        """The site's name for people."""
        return self.site or self.url.host

    @property
    def folder(self) -> Path:
        """Where ``igor.yml`` lies."""
        return self._folder

    def path(self, text: str) -> Path:
        """A path of the file's, on this machine."""
        return self._folder / text

    def in_folder(self, folder: Path) -> Site:
        """The same, read from a file there."""
        copy = self.model_copy()
        copy._folder = folder
        return copy
