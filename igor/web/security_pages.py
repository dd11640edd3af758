"""The pages of credentials, people, rights and the audit log; secrets are on none of them."""

from __future__ import annotations

from urllib.parse import quote

from igor.controller.credentials import Stored
from igor.model.credential import KINDS, SECRET_TEXT, USERNAME_PASSWORD, Credential, CredentialDomain
from igor.model.names import url_path
from igor.web.pages import Visit

#: A credential's domain with what lies in it.
Domains = list[tuple[CredentialDomain, list[Stored]]]


def store_path(kind: str, owner: str) -> str:
    """A store's path below the root, with a slash at its end."""
    above = {"folder": url_path(owner), "user": f"user/{quote(owner, safe='')}/"}.get(kind, "")
    return f"{above}credentials/store/{kind}/"


def credential_store(visit: Visit, title: str, path: str, domains: Domains, *, links: str, may_change: bool) -> str:
    """The domains of a store with their credentials; ``may_change``: with buttons and a form for the first domain.

    ``links``: how the store's path is written in links to its domains.
    """
    kinds = [(name, KINDS[name].title) for name in (USERNAME_PASSWORD, SECRET_TEXT)]
    shown = {"title": title, "path": path, "domains": domains, "kinds": kinds}
    return visit.page("credentials.html", "manage", **shown, links=links, may_change=may_change)


def credential(visit: Visit, title: str, path: str, domain: CredentialDomain, shown: Credential) -> str:
    """One credential, as far as it is no secret."""
    return visit.page("credential.html", "manage", title=title, path=path, domain=domain, credential=shown)
