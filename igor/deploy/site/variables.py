"""The variables of the roles, from ``igor.yml`` alone. Pure: secrets are still references.

Names are those of ``ansible/roles/*/defaults/main.yml``. What belongs to groups of agents is apart, because it is given
to Ansible as variables of these groups: a host's own variables in the inventory win over it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from igor.deploy.site.controller import Authorization, Controller, Role, User
from igor.deploy.site.model import Agents, Alerts, Limits, Monitoring, Retention, Sink, Site
from igor.deploy.site.policies import policy_files
from igor.deploy.site.secret import Secret
from igor.deploy.site.sinks import with_secret_file
from igor.model import authorization

#: Where secrets of sinks lie on the controller's host.
SECRETS_FOLDER = "/etc/igor/secrets"


@dataclass(frozen=True, slots=True)
class Words:
    """Texts and references that are joined by blanks where they are handed over."""

    parts: tuple[str | Secret, ...]

    def __str__(self) -> str:
        return " ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class FileText:
    """The contents of a file beside ``igor.yml``, read where they are handed over."""

    path: str

    def __str__(self) -> str:
        return f"the contents of {self.path}"


def role_variables(site: Site) -> dict[str, Any]:
    """For all hosts, by role. Values are texts, numbers, lists, maps, ``Secret``, ``Words`` and ``FileText``."""
    return {
        "igor_releases_keep": site.releases.keep,
        "igor_controller_kind": site.controller.kind,
        "common_site": site.name,
        "wrapper_policies": policy_files(site),
        **_proxy(site),
        **_monitoring(site),
        **(_igor(site) if site.controller.kind == "igor" else _jenkins(site)),
    }


def group_variables(site: Site) -> dict[str, dict[str, Any]]:
    """By group or host of the inventory; of two groups that name the same, the later one wins."""
    prefix = "agent_igor" if site.controller.kind == "igor" else "agent_swarm"
    found: dict[str, dict[str, Any]] = {}
    for agents in site.agents.values():
        for host in agents.hosts.split(","):
            found.setdefault(host.strip(), {}).update(_agents(agents, prefix))
    return found


def _agents(agents: Agents, prefix: str) -> dict[str, Any]:
    return {
        f"{prefix}_labels": list(agents.labels),
        f"{prefix}_executors": agents.executors,
        f"{prefix}_mode": agents.mode,
        f"{prefix}_environment": dict(agents.environment),
        **_limits(agents.limits, prefix),
    }


def _limits(limits: Limits, prefix: str) -> dict[str, Any]:
    """As systemd writes them; empty: none."""
    return {
        f"{prefix}_memory": limits.memory or "",
        f"{prefix}_cpu": _share(limits.cpus),
        f"{prefix}_processes": "" if limits.processes is None else str(limits.processes),
    }


def _share(cpus: float | None) -> str:
    """Processors as systemd's quota has them; empty: no limit."""
    return f"{cpus * 100:g}%" if cpus else ""


def _igor(site: Site) -> dict[str, Any]:
    controller = site.controller
    return {
        "agent_igor_url": site.url,
        "controller_igor_url": site.url,
        "controller_igor_port": controller.port,
        "controller_igor_agents_port": controller.agents_port,
        "controller_igor_executors": controller.executors,
        "controller_igor_environment": dict(controller.environment),
        "controller_igor_memory": controller.memory or "",
        "controller_igor_cpu": _share(controller.cpus),
        "controller_igor_start_timeout_s": site.deploy.health_timeout.seconds,
        **_backup(site),
        "controller_igor_settings": settings(site),
        "controller_igor_users": [_user(user) for user in controller.users if user.name != "admin"],
        "controller_igor_admin_password": next(
            (user.password for user in controller.users if user.name == "admin"), ""
        ),
        "controller_igor_secret_files": {
            name: sink.secret for name, sink in _named_sinks(site.monitoring) if sink.secret is not None
        },
    }


def _user(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        "full_name": user.full_name or user.name,
        "mail": user.email,
        "password": user.password,
        "admin": user.rights == "admin",
    }


def settings(site: Site) -> dict[str, str | Words]:
    """The controller's settings as ``igor settings`` writes them: every one that ``igor.yml`` can say."""
    return {
        **_controller_settings(site.controller),
        **_retention(site.retention),
        **_alerts(site.monitoring.alerts),
        "alert_sinks": Words(tuple(_sink_url(name, sink) for name, sink in _named_sinks(site.monitoring))),
    }


def _controller_settings(controller: Controller) -> dict[str, str | Words]:
    throttles = {
        name: {"max_total": throttle.max_total, "max_per_node": throttle.max_per_node}
        for name, throttle in controller.throttles.items()
    }
    return {
        "quiet_period_s": str(controller.quiet_period.seconds),
        "system_message": controller.system_message,
        "placement": controller.placement,
        "min_free_bytes": str(controller.min_free.bytes),
        "retry_lost": str(controller.retry_lost),
        "retry_error": str(controller.retry_error),
        "throttle_categories": json.dumps(throttles, sort_keys=True),
        "authorization": authorization_text(controller),
    }


def authorization_text(controller: Controller) -> str:
    """The setting ``authorization`` in the form that the controller keeps; accounts with ``rights: admin`` are in it.

    Raises:
        Invalid: a permission, role or name that there is not.
    """
    said = _with_admins(controller)
    document: dict[str, Any] = {"strategy": said.strategy, "anonymous_read": said.anonymous_read}
    document["entries"] = dict(said.entries)
    kinds = zip(authorization.ROLE_TYPES, (said.roles.everywhere, said.roles.items, said.roles.agents), strict=True)
    document["roles"] = {kind: [_role(role) for role in roles] for kind, roles in kinds if roles}
    parsed = authorization.parse(json.dumps(document))
    is_default = parsed == authorization.Authorization()
    return authorization.DEFAULT if is_default else authorization.to_text(parsed)


def _with_admins(controller: Controller) -> Authorization:
    """With matrices and roles, what ``rights: admin`` says has to be granted."""
    said = controller.authorization
    sids = [f"user:{user.name}" for user in controller.users if user.rights == "admin"]
    if not sids or said.strategy in ("logged-in", "unsecured"):
        return said
    if said.strategy == "roles":
        admins = Role(name="igor-admins", permissions=["Overall/Administer"], sids=sids)
        roles = said.roles.model_copy(update={"everywhere": [*said.roles.everywhere, admins]})
        return said.model_copy(update={"roles": roles})
    granted = {sid: [*said.entries.get(sid, []), "Overall/Administer"] for sid in sids}
    return said.model_copy(update={"entries": {**said.entries, **granted}})


def _role(role: Role) -> dict[str, Any]:
    return role.model_dump(mode="json")


def _retention(retention: Retention) -> dict[str, str | Words]:
    return {
        "retention_builds": "" if retention.builds is None else str(retention.builds),
        "retention_days": "" if retention.age is None else str(retention.age.days),
        "retention_free_bytes": "0" if retention.min_free is None else retention.min_free.setting,
        "audit_days": str(retention.audit.days),
    }


def _alerts(alerts: Alerts) -> dict[str, str | Words]:
    return {
        "alert_on": ",".join(alerts.on),
        "alert_owner": alerts.owner,
        "alert_after": str(alerts.after),
        "alert_missed": alerts.missed,
        "alert_stuck": alerts.stuck,
        "alert_repeat": alerts.repeat,
        "alert_per_hour": str(alerts.per_hour),
        "alert_per_job_per_hour": str(alerts.per_job_per_hour),
        "alert_typical": "true" if alerts.typical else "",
    }


def _named_sinks(monitoring: Monitoring) -> Iterator[tuple[str, Sink]]:
    return ((f"sink-{number}", sink) for number, sink in enumerate(monitoring.sinks, 1))


def _sink_url(name: str, sink: Sink) -> str | Secret:
    if sink.secret is None or isinstance(sink.url, Secret):
        return sink.url
    return with_secret_file(sink.url, f"{SECRETS_FOLDER}/{name}")


def _jenkins(site: Site) -> dict[str, Any]:
    """What is not said is left to the role, whose defaults fit each other."""
    controller, jenkins = site.controller, site.controller.jenkins
    said = {
        "controller_jenkins_version": jenkins.version,
        "controller_jenkins_war_sha256": jenkins.war_sha256,
        "controller_jenkins_plugins": dict(jenkins.plugins),
        "controller_jenkins_casc": [FileText(path) for path in jenkins.casc],
        "controller_jenkins_java_options": list(jenkins.java_options),
        "controller_jenkins_memory": controller.memory,
        "controller_jenkins_cpu": _share(controller.cpus),
        "controller_jenkins_users": [_user(user) for user in controller.users],
        "controller_jenkins_environment": dict(controller.environment),
    }
    return {
        "agent_swarm_url": site.url,
        "controller_jenkins_url": site.url,
        "controller_jenkins_port": controller.port,
        "controller_jenkins_executors": controller.executors,
        "controller_jenkins_quiet_period_s": controller.quiet_period.seconds,
        **{name: value for name, value in said.items() if value},
    }


def _proxy(site: Site) -> dict[str, Any]:
    tls = site.proxy.tls
    return {
        "proxy_enabled": site.proxy.enabled,
        "proxy_names": [site.url.host],
        "proxy_https_port": site.url.port,
        "proxy_http_port": site.proxy.http_port,
        "proxy_max_body": site.proxy.max_body.lower(),
        "proxy_controller": f"127.0.0.1:{site.controller.port}",
        "proxy_controller_agents": f"127.0.0.1:{site.controller.agents_port}",
        "proxy_certificate": tls.certificate,
        "proxy_certificate_key": tls.key or "",
        "common_trusted_ca": "" if tls.ca is None else FileText(tls.ca),
    }


def _monitoring(site: Site) -> dict[str, Any]:
    said = site.monitoring
    return {
        "monitoring_kinds": list(said.kinds),
        "monitoring_url": site.url,
        "monitoring_host": said.host,
        "monitoring_namespace": said.namespace,
        "monitoring_handlers": list(said.handlers),
        "monitoring_subscriptions": list(said.subscriptions),
    }


def _backup(site: Site) -> dict[str, Any]:
    return {
        "controller_igor_backup_folder": site.backup.folder,
        "controller_igor_backup_at": site.backup.at or "",
        "controller_igor_backup_keep": site.backup.keep,
    }
