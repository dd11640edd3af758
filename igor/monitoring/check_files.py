"""Files of monitoring systems from the list of checks: pure; a file's name → its text.

Sources: Sensu Go's core/v2 CheckConfig and Handler, Sensu Core 1.x ``checks`` and ``handlers``, Nagios' object
definitions, Prometheus' rule files.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from typing import Any

import yaml

from igor.monitoring.check_list import CheckSpec, Site, checks_of

METRICS_INTERVAL_S = 60


def sensu_go(site: Site) -> dict[str, str]:
    """Resources for ``sensuctl create -f``: one check each, the metrics, and the handler."""
    resources = [_go_check(site, spec) for spec in checks_of(site)]
    resources += [_go_metrics(site), _go("Handler", site, "igor", _go_handler(site))]
    return {"igor-sensu-go.yml": yaml.safe_dump_all(resources, sort_keys=False, explicit_start=True)}


def _go(kind: str, site: Site, name: str, spec: dict[str, Any]) -> dict[str, Any]:
    metadata = {"name": name, "namespace": site.namespace}
    return {"type": kind, "api_version": "core/v2", "metadata": metadata, "spec": spec}


def _go_check(site: Site, spec: CheckSpec) -> dict[str, Any]:
    fields = {
        **_go_schedule(site, spec.interval_s),
        "command": shlex.join(site.command(spec)),
        "handlers": list(site.handlers),
        "output_metric_format": "nagios_perfdata",
        "proxy_entity_name": site.host,
    }
    made = _go("CheckConfig", site, spec.title, fields)
    made["metadata"]["annotations"] = {"fatigue_check/occurrences": str(spec.occurrences), "summary": spec.summary}
    return made


def _go_metrics(site: Site) -> dict[str, Any]:
    command = [*site.command(CheckSpec("metrics", "")), "--prefix", site.host]
    fields = {
        **_go_schedule(site, METRICS_INTERVAL_S),
        "command": shlex.join(command),
        "handlers": [],
        "output_metric_format": "graphite_plaintext",
        "output_metric_handlers": list(site.handlers),
        "proxy_entity_name": site.host,
    }
    return _go("CheckConfig", site, "igor-metrics", fields)


def _go_schedule(site: Site, interval_s: int) -> dict[str, Any]:
    return {
        "interval": interval_s,
        "timeout": min(site.timeout_s, interval_s),
        "publish": True,
        "subscriptions": list(site.subscriptions),
        "round_robin": True,
    }


def _go_handler(site: Site) -> dict[str, Any]:
    command = shlex.join([*shlex.split(site.program), "check", "handler", "--config", "/etc/igor/handler.json"])
    return {"type": "pipe", "command": command, "timeout": 30, "filters": ["is_incident", "not_silenced"]}


def sensu_core(site: Site) -> dict[str, str]:
    """One JSON file a check for ``/etc/sensu/conf.d``, and the handler's."""
    named = {spec.title: _core(site, spec) for spec in checks_of(site)}
    files: dict[str, Any] = {f"checks/{name}.json": {"checks": {name: fields}} for name, fields in named.items()}
    metrics = {
        "type": "metric",
        "command": shlex.join([*site.command(CheckSpec("metrics", "")), "--prefix", site.host]),
        "interval": METRICS_INTERVAL_S,
        "timeout": site.timeout_s,
        "standalone": True,
        "handlers": list(site.handlers),
    }
    files["checks/igor-metrics.json"] = {"checks": {"igor-metrics": metrics}}
    command = _go_handler(site)["command"]
    files["handlers/igor.json"] = {"handlers": {"igor": {"type": "pipe", "command": command, "timeout": 30}}}
    return {name: json.dumps(content, indent=2) + "\n" for name, content in files.items()}


def _core(site: Site, spec: CheckSpec) -> dict[str, Any]:
    return {
        "command": shlex.join(site.command(spec)),
        "interval": spec.interval_s,
        "timeout": min(site.timeout_s, spec.interval_s),
        "standalone": True,
        "source": site.host,
        "handlers": list(site.handlers),
        "occurrences": spec.occurrences,
        "ttl": 3 * spec.interval_s + site.timeout_s,
        "ttl_status": 2,
    }


def nagios(site: Site) -> dict[str, str]:
    """Object definitions: the host, a command and a service each, with freshness as the dead man's switch.

    Debian's configuration defines the group of contacts that they name.
    """
    parts = [
        "# Written by igor checks write",
        _nagios_object(
            "timeperiod", timeperiod_name="igor-always", alias="Always", **dict.fromkeys(_DAYS, "00:00-24:00")
        ),
        _nagios_object("host", host_name=site.host, address=_address(site.url), **_nagios_host(site)),
    ]
    for spec in checks_of(site):
        command = shlex.join(site.command(spec)).replace("$", "$$")
        parts.append(_nagios_object("command", command_name=spec.title, command_line=command))
        parts.append(_nagios_object("service", **_nagios_service(site, spec)))
    return {"igor-nagios.cfg": "\n\n".join(parts) + "\n"}


_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


def _nagios_host(site: Site) -> dict[str, str]:
    return {
        "check_command": "igor-ping",
        "check_interval": _units(site, 60),
        "retry_interval": _units(site, 60),
        "max_check_attempts": "2",
        "check_period": "igor-always",
        "notification_period": "igor-always",
        "notifications_enabled": "0",
        "contact_groups": "admins",
    }


def _units(site: Site, seconds: float) -> str:
    """In Nagios' unit of time."""
    return f"{seconds / site.interval_length_s:g}"


def _nagios_service(site: Site, spec: CheckSpec) -> dict[str, str]:
    return {
        "host_name": site.host,
        "service_description": spec.title,
        "display_name": spec.summary,
        "check_command": spec.title,
        "check_interval": _units(site, spec.interval_s),
        "retry_interval": _units(site, min(spec.interval_s, 60)),
        "max_check_attempts": str(spec.occurrences),
        "check_period": "igor-always",
        "notification_period": "igor-always",
        "check_freshness": "1",
        "freshness_threshold": str(3 * spec.interval_s + site.timeout_s),
        "process_perf_data": "1",
        "contact_groups": "admins",
        "notification_interval": _units(site, max(3600, spec.interval_s)),
    }


def _nagios_object(kind: str, **fields: str) -> str:
    width = max(map(len, fields))
    lines = [f"    {name:{width}}  {value.replace(';', chr(92) + ';')}" for name, value in fields.items()]
    return "\n".join([f"define {kind} {{", *lines, "}"])


def _address(url: str) -> str:
    """The host of a URL, without port and brackets."""
    host = url.split("://", 1)[1].split("/", 1)[0].rpartition("@")[2]
    return host.partition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]


def prometheus(site: Site) -> dict[str, str]:
    """Rules over what ``/prometheus/`` tells."""
    rules = [
        {
            "alert": _alert(spec, number),
            "expr": rule.expr,
            "for": f"{rule.hold_s}s",
            "labels": {"severity": rule.severity, "check": spec.title},
            "annotations": {"summary": rule.summary, "controller": site.url},
        }
        for spec in checks_of(site)
        for number, rule in enumerate(spec.rules, 1)
    ]
    group = {"groups": [{"name": "igor", "rules": rules}]}
    return {"igor-prometheus.rules.yml": yaml.safe_dump(group, sort_keys=False)}


def _alert(spec: CheckSpec, number: int) -> str:
    name = f"Igor{spec.name.capitalize()}"
    return f"{name}{number}" if len(spec.rules) > 1 else name


FORMATS: dict[str, Callable[[Site], dict[str, str]]] = {
    "sensu-go": sensu_go,
    "sensu-core": sensu_core,
    "nagios": nagios,
    "prometheus": prometheus,
}
