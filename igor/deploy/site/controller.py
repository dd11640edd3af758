"""The section ``controller``: Igor's own, or a stock Jenkins; its users and what they may do."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from igor.deploy.site.secret import Secret
from igor.deploy.site.section import Count, Line, Name, Port, Section, Text, Variable, entry
from igor.deploy.site.values import Duration, Size

UserId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
PluginName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]
PluginVersion = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z_.+-]*$")]
JenkinsVersion = Annotated[str, StringConstraints(pattern=r"^[1-9]\d*\.\d+(\.\d+)?$")]


class User(Section):
    """An account."""

    name: UserId = entry(..., "The name to log in with.", example="admin")
    full_name: Line = entry("", "The name for people.", example="Ada Admin")
    email: Line = entry("", "Where mail for this person goes.", example="ada@example.org")
    password: Secret = entry(
        ...,
        "A reference to the password. An account that exists keeps its own.",
        example="secret://file/secrets/admin",
        becomes="controller_igor_users, controller_jenkins_users",
    )
    rights: Literal["admin", "user"] = entry(
        "user", "admin: may do everything, whatever the strategy says. user: what authorization says."
    )


class Role(Section):
    """A role of the strategy “roles”."""

    name: Text = entry(..., "Its name.", example="developer")
    permissions: list[Text] = entry(..., "What it allows, as Job/Build.", example=["Job/Read", "Job/Build"])
    pattern: Line = entry(".*", "A regular expression for whole names of items or agents.")
    sids: list[Text] = entry(list, "Who has it: user:NAME, group:NAME.", example=["group:authenticated"])


class Roles(Section):
    """Roles by what they are for."""

    everywhere: list[Role] = entry(list, "For the whole controller.")
    items: list[Role] = entry(list, "For items whose full name matches the pattern.")
    agents: list[Role] = entry(list, "For agents whose name matches the pattern.")


class Authorization(Section):
    """Who may do what: docs/security.md."""

    strategy: Literal["logged-in", "unsecured", "matrix", "project-matrix", "roles"] = entry(
        "logged-in", "Which strategy decides.", becomes="controller_igor_settings.authorization"
    )
    anonymous_read: bool = entry(False, "With logged-in: others may look.")
    entries: dict[Text, list[Text]] = entry(
        dict, "With the matrices: permissions by user:NAME or group:NAME.", example={"user:alice": ["Overall/Read"]}
    )
    roles: Roles = entry(Roles, "With roles: who has which.")


class Throttle(Section):
    """How many builds of a category run at a time; 0: any number."""

    max_total: Count = entry(0, "On all nodes together.")
    max_per_node: Count = entry(0, "On each node.")


class Jenkins(Section):
    """With kind: jenkins."""

    version: JenkinsVersion | None = entry(
        None,
        "The release of Jenkins (LTS) to install. Without it: the one that the role was made for.",
        example="2.516.2",
        becomes="controller_jenkins_version",
    )
    war_sha256: Sha256 | None = entry(
        None,
        "The digest of its war; without it the distribution's package is used.",
        becomes="controller_jenkins_war_sha256",
    )
    plugins: dict[PluginName, PluginVersion] = entry(
        dict,
        "Plugins with their versions. Without them: a small set.",
        example={"job-dsl": "1.93"},
        becomes="controller_jenkins_plugins",
    )
    casc: list[Text] = entry(
        list,
        "Files of Configuration as Code, relative to igor.yml.",
        example=["casc/jenkins.yaml"],
        becomes="controller_jenkins_casc",
    )
    java_options: list[Text] = entry(
        list, "Options of the JVM.", example=["-Xmx2g"], becomes="controller_jenkins_java_options"
    )


class Controller(Section):
    """The controller."""

    kind: Literal["igor", "jenkins"] = entry(
        "igor", "Igor's own controller, or a stock Jenkins.", becomes="igor_controller_kind"
    )
    port: Port = entry(
        8080,
        "Where it listens on its host's loopback, behind the proxy.",
        becomes="controller_igor_port, controller_jenkins_port",
    )
    agents_port: Port = entry(8081, "Where it listens for agents there.", becomes="controller_igor_agents_port")
    executors: Annotated[int, Field(ge=0, le=1000)] = entry(
        0,
        "Builds at a time on the controller's own host.",
        becomes="controller_igor_executors, controller_jenkins_executors",
    )
    memory: Size | None = entry(
        None, "Memory of the service.", example="4G", becomes="controller_igor_memory, controller_jenkins_memory"
    )
    cpus: Annotated[float, Field(gt=0, le=4096)] | None = entry(
        None, "Processors of the service.", example=2, becomes="controller_igor_cpu, controller_jenkins_cpu"
    )
    quiet_period: Duration = entry(
        Duration("5s"),
        "How long an item waits in the queue for others like it.",
        becomes="controller_igor_settings.quiet_period_s, controller_jenkins_quiet_period_s",
    )
    system_message: Line = entry(
        "",
        "What the root page says.",
        example="Nightly jobs of the lab",
        becomes="controller_igor_settings.system_message",
    )
    placement: Literal["reuse", "pack", "spread"] = entry(
        "reuse", "Which of several fitting nodes a build gets.", becomes="controller_igor_settings.placement"
    )
    min_free: Size = entry(
        Size("64M"),
        "No build starts while the disk of the controller has less.",
        becomes="controller_igor_settings.min_free_bytes",
    )
    retry_lost: Annotated[int, Field(ge=0, le=100)] = entry(
        0,
        "How often a lost build is built again, of jobs that do not say.",
        becomes="controller_igor_settings.retry_lost",
    )
    retry_error: Annotated[int, Field(ge=0, le=100)] = entry(
        0, "The same for builds that Igor itself broke.", becomes="controller_igor_settings.retry_error"
    )
    throttles: dict[Name, Throttle] = entry(
        dict,
        "Limits of categories of jobs.",
        example={"database": {"max_total": 2}},
        becomes="controller_igor_settings.throttle_categories",
    )
    environment: dict[Variable, Line] = entry(
        dict,
        "Variables of the controller's process.",
        example={"TZ": "Europe/Berlin"},
        becomes="controller_igor_environment, controller_jenkins_environment",
    )
    users: list[User] = entry(
        list,
        "Accounts. Without any the first start makes an admin with a random password.",
        becomes="controller_igor_users, controller_jenkins_users",
    )
    authorization: Authorization = entry(
        Authorization, "Who may do what.", becomes="controller_igor_settings.authorization"
    )
    jenkins: Jenkins = entry(Jenkins, "With kind: jenkins; means nothing otherwise.")
