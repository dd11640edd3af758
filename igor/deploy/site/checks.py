"""What no key can tell alone: things of ``igor.yml`` that contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from igor.deploy.site import keys
from igor.deploy.site.controller import Authorization, Jenkins, Roles
from igor.deploy.site.model import Site
from igor.deploy.site.policies import contradictions
from igor.deploy.site.secret import SELF_SIGNED, Secret
from igor.deploy.site.sinks import secret_option
from igor.deploy.site.variables import authorization_text
from igor.deploy.site.wording import Finding
from igor.model import permissions
from igor.model.errors import Invalid

#: The inventory's group of all agents.
ALL_AGENTS = "igor_agents"
#: Names that mean somebody else to Jenkins and Igor.
_RESERVED = frozenset({"anonymous", "authenticated", "everyone", "system", "unknown"})


def contradictory(site: Site) -> Iterator[Finding]:
    """Errors."""
    yield from _address(site)
    yield from _certificate(site)
    yield from _controller(site)
    yield from _users(site)
    yield from _authorization(site)
    yield from _agents(site)
    yield from _sinks(site)
    for path, message, hint in contradictions(site):
        yield Finding(path, message, hint)


def _address(site: Site) -> Iterator[Finding]:
    ports = {"controller.port": site.controller.port, "controller.agents_port": site.controller.agents_port}
    if site.controller.port == site.controller.agents_port:
        yield Finding(("controller", "agents_port"), "both listen on this port: controller.port", "choose another one")
    if site.controller.kind == "igor" and site.url.path != "/":
        yield Finding(("url",), "Igor answers at the root of an address only", "give it a host name of its own")
    if not site.proxy.enabled:
        return
    if not site.url.is_https:
        yield Finding(("url",), "the proxy speaks https", "write https://…, or proxy: {enabled: false}")
        return
    ports["proxy.http_port"] = site.proxy.http_port
    taken = [name for name, port in ports.items() if port == site.url.port]
    if taken:
        yield Finding(("url",), f"the proxy listens on the port of url, and so does {taken[0]}", "choose another one")
    if site.proxy.http_port in (site.controller.port, site.controller.agents_port):
        yield Finding(("proxy", "http_port"), "the controller listens on this port", "choose another one")


def _certificate(site: Site) -> Iterator[Finding]:
    tls, at = site.proxy.tls, ("proxy", "tls")
    if tls.certificate != SELF_SIGNED and tls.key is None:
        yield Finding((*at, "certificate"), "the certificate has no key", "add “key: secret://file/PATH”")
    if tls.certificate == SELF_SIGNED and tls.key is not None:
        yield Finding((*at, "key"), "a self-signed certificate makes its own key", "remove it, or name the certificate")


def _controller(site: Site) -> Iterator[Finding]:
    controller, at = site.controller, ("controller", "jenkins")
    if controller.kind == "igor" and controller.jenkins != Jenkins():
        yield Finding(at, "the controller is Igor's own", "write “kind: jenkins”, or remove this section", "site", True)


def _users(site: Site) -> Iterator[Finding]:
    names = Counter(user.name.lower() for user in site.controller.users)
    for number, user in enumerate(site.controller.users):
        at = ("controller", "users", number, "name")
        if user.name.lower() in _RESERVED:
            yield Finding(at, f"“{user.name}” means somebody else", "choose another name")
        if names[user.name.lower()] > 1 and user.name.lower() in [
            other.name.lower() for other in site.controller.users[:number]
        ]:
            yield Finding(at, f"there are two users “{user.name}”", "names differ by more than the case of letters")
        if user.name == "admin" and user.rights != "admin":
            yield Finding(at, "the account “admin” may do everything", "write “rights: admin”")


def _authorization(site: Site) -> Iterator[Finding]:
    said, at = site.controller.authorization, ("controller", "authorization")
    if said.entries and said.strategy not in ("matrix", "project-matrix"):
        yield Finding(
            (*at, "entries"), f"with the strategy {said.strategy} entries mean nothing", "write strategy: matrix"
        )
    if said.roles != Roles() and said.strategy != "roles":
        yield Finding((*at, "roles"), f"roles mean nothing with {said.strategy}", "write “strategy: roles”")
    if said.anonymous_read and said.strategy != "logged-in":
        yield Finding(
            (*at, "anonymous_read"), "it belongs to the strategy logged-in", "grant Overall/Read to group:anonymous"
        )
    unknown = list(_unknown_permissions(said))
    yield from unknown
    if not unknown:
        try:
            authorization_text(site.controller)
        except Invalid as error:
            yield Finding(at, error.what, error.hint)


def _unknown_permissions(said: Authorization) -> Iterator[Finding]:
    at = ("controller", "authorization")
    named: list[tuple[tuple[str | int, ...], list[str]]] = [
        ((*at, "entries", sid), names) for sid, names in said.entries.items()
    ]
    for kind, roles in (
        ("everywhere", said.roles.everywhere),
        ("items", said.roles.items),
        ("agents", said.roles.agents),
    ):
        named += [((*at, "roles", kind, n, "permissions"), role.permissions) for n, role in enumerate(roles)]
    for path, names in named:
        for number, name in enumerate(names):
            if permissions.find(name) is None:
                close = get_close_matches(name, permissions.BY_TITLE, n=3)
                hint = f"did you mean {' or '.join(close)}?" if close else "docs/security.md names them"
                yield Finding((*path, number), f"there is no permission “{name}”", hint)


def _agents(site: Site) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name, agents in site.agents.items():
        for host in (each.strip() for each in agents.hosts.split(",")):
            if host in seen:
                what = f"“{host}” belongs to the agents “{seen[host]}” already"
                yield Finding(("agents", name, "hosts"), what, "make groups in the inventory that do not overlap")
            seen.setdefault(host, name)


def _sinks(site: Site) -> Iterator[Finding]:
    for number, sink in enumerate(site.monitoring.sinks):
        at = ("monitoring", "sinks", number, "secret")
        if sink.secret is None:
            continue
        if isinstance(sink.url, Secret):
            yield Finding(at, "the whole URL is a secret already", "remove one of them")
        elif not secret_option(sink.url):
            yield Finding(at, "this kind of sink takes no secret", "remove it: docs/alerts.md says what each takes")


def misplaced(site: Site, groups: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Errors that an inventory makes: agents that it does not have. ``groups``: their hosts by name."""
    agents = groups.get(ALL_AGENTS, ())
    for name, said in site.agents.items():
        at = ("agents", name, "hosts")
        for each in (part.strip() for part in said.hosts.split(",")):
            members = groups.get(each, (each,) if each in agents else None)
            if members is None and each != ALL_AGENTS:
                known = [group for group in groups if group not in ("all", "ungrouped")]
                close = get_close_matches(each, [*known, *agents], n=1)
                hint = f"did you mean “{close[0]}”?" if close else f"it has {', '.join(known)}"
                yield Finding(at, f"the inventory has no group or host “{each}”", hint)
            strangers = [host for host in members or () if host not in agents]
            if strangers:
                what = f"“{strangers[0]}” is no host of the group {ALL_AGENTS}"
                yield Finding(at, what, f"make {each} one of its children in the inventory")


def notices(site: Site) -> Iterator[Finding]:
    """Warnings: what is kept and does nothing."""
    if site.failover:
        what = "failover is kept and not yet acted on: one controller is deployed"
        yield Finding(("failover",), what, "", "notice", True)
    if site.controller.kind == "jenkins":
        yield from _for_igor_alone(site)


def _for_igor_alone(site: Site) -> Iterator[Finding]:
    for key in keys.all_keys():
        is_igors = "controller_igor" in key.becomes and "jenkins" not in key.becomes
        if is_igors and not {keys.NAME, keys.ITEM} & {*key.path} and _at(site, key.path) != key.default:
            what = f"{key.name} means nothing with kind: jenkins"
            yield Finding(key.path, what, "say it in a file of controller.jenkins.casc", "notice", True)


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for part in path:
        value = getattr(value, part)
    return value


def absent(site: Site) -> Iterator[Finding]:
    """Warnings: files that are not there on this machine."""
    for path, text in _files(site):
        if not site.path(text).exists():
            yield Finding(
                path, f"there is no {site.path(text)} here", "a deploy from this machine will ask for it", "notice"
            )


def _files(site: Site) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if "jobs" in site.releases.model_fields_set:
        yield ("releases", "jobs"), site.releases.jobs
    if site.proxy.tls.ca is not None:
        yield ("proxy", "tls", "ca"), site.proxy.tls.ca
    for number, text in enumerate(site.controller.jenkins.casc):
        yield ("controller", "jenkins", "casc", number), text
    for path, secret in secrets(site):
        if secret.kind == "file":
            yield path, secret.name


def secrets(site: Site) -> Iterator[tuple[tuple[str | int, ...], Secret]]:
    """Every reference with its path."""
    for number, user in enumerate(site.controller.users):
        yield ("controller", "users", number, "password"), user.password
    if isinstance(site.proxy.tls.certificate, Secret):
        yield ("proxy", "tls", "certificate"), site.proxy.tls.certificate
    if site.proxy.tls.key is not None:
        yield ("proxy", "tls", "key"), site.proxy.tls.key
    for number, sink in enumerate(site.monitoring.sinks):
        if isinstance(sink.url, Secret):
            yield ("monitoring", "sinks", number, "url"), sink.url
        if sink.secret is not None:
            yield ("monitoring", "sinks", number, "secret"), sink.secret
