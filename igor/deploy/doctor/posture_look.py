"""Asks a controller how open it is (Igor's or a stock Jenkins): by REST, by its port, by the modes of its files."""

from __future__ import annotations

import ipaddress
import json
import socket
import ssl
import time
import warnings
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import psutil

from igor.deploy.doctor import machine
from igor.deploy.doctor.controller import Asked, certificate
from igor.deploy.doctor.posture import FORMAT
from igor.model.home import Home

_TIMEOUT_S = 5
#: Names and passwords that products come with.
_KNOWN_LOGINS = (
    ("admin", "admin"),
    ("admin", "password"),
    ("admin", "changeme"),
    ("jenkins", "jenkins"),
    ("igor", "igor"),
)
_LONG_MS = 24 * 3600 * 1000
_OLD = (("TLSv1", ssl.TLSVersion.TLSv1), ("TLSv1.1", ssl.TLSVersion.TLSv1_1))


def look(asked: Asked, home: Home | None) -> dict[str, Any]:
    """The posture. ``home``: of a controller on this machine, None: it is elsewhere. Raises RequestException."""
    settings = asked.json("igor/api/settings")
    trusted = certificate(asked.url)
    return {
        "format": FORMAT,
        "url": asked.url,
        "version": asked.get("login", is_anonymous=True).headers.get("X-Jenkins", ""),
        "login_needed": asked.get("api/json", is_anonymous=True).status_code in (401, 403),
        "encrypted": urlsplit(asked.url).scheme == "https",
        "trusted": None if trusted is None else not trusted["error"],
        "old_protocols": _old_protocols(asked.url),
        "built_in_executors": (asked.json("computer/(built-in)/api/json?tree=numExecutors") or {}).get("numExecutors"),
        "default_passwords": _default_passwords(asked),
        "plugins": _plugins(asked),
        "join_tokens": _join_tokens(asked),
        "open_paths": sorted(machine.open_paths(home.root)) if home and home.root.is_dir() else None,
        "listening": _listening(home) if home else None,
        **_rights(asked, settings),
    }


def _rights(asked: Asked, settings: Mapping[str, str] | None) -> dict[str, Any]:
    """What a stock Jenkins does not tell by REST stays None."""
    if settings is None:
        crumbs = asked.get("crumbIssuer/api/json").status_code
        return {"crumbs": None if crumbs in (401, 403) else crumbs == 200}
    said = json.loads(settings["authorization"])
    users = asked.json("igor/api/users")
    return {
        "security": settings["use_security"] == "true",
        "crumbs": settings["use_crumbs"] == "true",
        "anonymous": of_sid(said, "anonymous"),
        "everybody": of_sid(said, "authenticated"),
        "agents": agent_makers(said),
        "administrators": None if users is None else sorted(user["id"] for user in users if user["is_admin"]),
    }


def of_sid(said: Mapping[str, Any], sid: str) -> list[str]:
    """The permissions of a name that stands for many, by whatever strategy."""
    match said["strategy"]:
        case "unsecured":
            return ["everything"]
        case "logged-in":
            reads = ["Overall/Read", "Job/Read", "View/Read"] if said.get("anonymous_read") else []
            return ["everything"] if sid == "authenticated" else reads
        case "roles":
            roles = [role for kind in said.get("roles", {}).values() for role in kind if _is_of(sid, role["sids"])]
            return sorted({name for role in roles for name in role["permissions"]})
    return sorted(
        {name for entry, names in said.get("entries", {}).items() if entry.rpartition(":")[2] == sid for name in names}
    )


def _is_of(sid: str, sids: Iterable[str]) -> bool:
    """Whether ``user:NAME``, ``group:NAME`` or a bare ``NAME`` is among them."""
    return any(each.rpartition(":")[2] == sid for each in sids)


def agent_makers(said: Mapping[str, Any]) -> list[str]:
    """Who may make or connect agents, beside administrators. An agent's own secret gives no right over REST."""
    match said["strategy"]:
        case "unsecured":
            return ["anybody"]
        case "logged-in":
            return ["everybody who is logged in"]
        case "roles":
            roles = [role for kind in said.get("roles", {}).values() for role in kind]
            return sorted({str(sid) for role in roles if _makes_agents(role["permissions"]) for sid in role["sids"]})
    return sorted(sid for sid, names in said.get("entries", {}).items() if _makes_agents(names))


def _makes_agents(names: Iterable[str]) -> bool:
    return any(name in ("Agent/Create", "Agent/Connect", "Agent/Configure") for name in names)


def _default_passwords(asked: Asked) -> list[str]:
    return sorted(
        {name for name, word in _KNOWN_LOGINS if asked.get("me/api/json", login=(name, word)).status_code == 200}
    )


def _plugins(asked: Asked) -> list[str] | None:
    told = asked.json("pluginManager/api/json?depth=1&tree=plugins[shortName,active]")
    return (
        None
        if told is None
        else sorted(plugin["shortName"] for plugin in told["plugins"] if plugin.get("active", True))
    )


def _join_tokens(asked: Asked) -> list[str] | None:
    """Those that more than one machine, or somebody tomorrow, can join with."""
    told = asked.json("igor/api/join-tokens")
    now_ms = time.time() * 1000
    return (
        None
        if told is None
        else sorted(
            each["id"]
            for each in told
            if each["expires_ms"] > now_ms
            and each["uses_left"]
            and (each["uses_left"] > 1 or each["expires_ms"] - now_ms > _LONG_MS)
        )
    )


def _listening(home: Home) -> list[str]:
    """``address:port`` of the home's processes that others than this machine can reach."""
    found = set()
    for process in psutil.process_iter(["cmdline"]):
        if str(home.root) not in " ".join(process.info["cmdline"] or []):
            continue
        try:
            sockets = process.net_connections("tcp")
        except psutil.Error:
            continue
        found |= {(s.laddr.ip, s.laddr.port) for s in sockets if s.status == psutil.CONN_LISTEN}
    return sorted(f"{ip}:{port}" for ip, port in found if not ipaddress.ip_address(ip).is_loopback)


def _old_protocols(url: str) -> list[str] | None:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return None
    return [name for name, version in _OLD if _speaks(parts.hostname, parts.port or 443, version)]


def _speaks(host: str, port: int, version: ssl.TLSVersion) -> bool:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = version
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    try:
        with socket.create_connection((host, port), _TIMEOUT_S) as raw, context.wrap_socket(raw, server_hostname=host):
            return True
    except OSError:
        return False
