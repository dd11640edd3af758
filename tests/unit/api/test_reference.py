"""docs/rest.md lists what the route table holds, in the words of the handlers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from igor.api.routes import ANY, Route
from igor.api.table import ROUTES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rest.md"
PLACES = {
    "root": "/",
    "group": "the root or a folder",
    "item": "a job or folder: /job/NAME/",
    "job": "a job: /job/NAME/",
    "build": "a build: /job/NAME/NUMBER/ or a permalink",
    "pipeline_build": "a build of a pipeline",
    "artifact": "a build's files: /job/NAME/NUMBER/artifact/PATH",
    "testReport": "/job/NAME/NUMBER/testReport/",
    "injectedEnvVars": "/job/NAME/NUMBER/injectedEnvVars/",
    "changes": "/job/NAME/NUMBER/changes/",
    "outputs": "/job/NAME/NUMBER/outputs/",
    "output": "/job/NAME/NUMBER/outputs/KEY",
    "fingerprint": "/fingerprint/MD5/",
    "delivery": "/delivery/RUN/, for agents",
    "given": "/delivery/RUN/given/N, for agents",
    "ws": "a job's workspace: /job/NAME/ws/PATH",
    "promotion": "/job/NAME/promotion/",
    "promotion_process": "/job/NAME/promotion/process/NAME/",
    "queue": "/queue/",
    "queue_item": "/queue/item/N/",
    "view": "a view: /view/NAME/",
    "computer": "/computer/",
    "node": "a node: /computer/NAME/",
    "executor": "/computer/NAME/executors/N/",
    "label": "/label/NAME/",
    "overallLoad": "/overallLoad/",
    "user": "/user/ID/ or /me/",
    "people": "/people/",
    "asynchPeople": "/asynchPeople/",
    "securityRealm": "/securityRealm/",
    "role-strategy": "/role-strategy/",
    "whoAmI": "/whoAmI/",
    "crumbIssuer": "/crumbIssuer/",
    "pluginManager": "/pluginManager/",
    "plugin": "/pluginManager/plugin/NAME/",
    "updateCenter": "/updateCenter/",
    "updateSite": "/updateCenter/coreSource/ or /updateCenter/site/default/",
    "lockable-resources": "/lockable-resources/",
    "metrics": "/metrics/KEY/ or /metrics/currentUser/",
    "user_content": "/userContent/PATH",
    "credentials": "credentials/ below the root, an item or a user",
    "credential_store": "a store of credentials: credentials/store/system/",
    "credential_domain": "a domain of credentials: …/domain/NAME/ (_ is the global one)",
    "credential": "a credential: …/credential/ID/",
    "any": "every object",
}


def reference() -> Iterator[str]:
    """The tables of the page."""
    for kind, place in PLACES.items():
        yield f"\n### {place}\n\n| Path | Method | Permission | What it does |\n|---|---|---|---|"
        yield from (row(route) for route in ROUTES if route.kind == kind)


def row(route: Route) -> str:
    summary = (route.handler.__doc__ or "A page.").splitlines()[0]
    methods = "all" if route.methods == ANY else route.methods
    permission = route.permission.removeprefix("hudson.model.").replace("Hudson.", "Overall.") or "none"
    permission = permission.replace("com.cloudbees.plugins.credentials.CredentialsProvider", "Credentials")
    return f"| `{route.path or '.'}` | {methods} | {permission} | {summary} |"


def test_the_page_is_what_the_table_says() -> None:
    """A route that only its author knows, or a documented one that is gone."""
    wanted = "\n".join(reference()) + "\n"
    assert wanted in PAGE.read_text(), f"docs/rest.md should hold:\n{wanted}"


def test_every_kind_has_its_place() -> None:
    """A kind of target that the page does not name."""
    assert {route.kind for route in ROUTES} == set(PLACES)
