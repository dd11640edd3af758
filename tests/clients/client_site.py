"""A deployed Igor as the tests of clients find their servers."""

from __future__ import annotations

from typing import Any

import requests
from deployed import Igor


def prepare(igor: Igor, **settings: str) -> None:
    """A server as a client's tests find it: two executors of its own for any job, no agents, jobs or views."""
    auth = ("admin", igor.token)

    def post(url: str, **options: Any) -> None:
        requests.post(url, auth=auth, timeout=30, **options).raise_for_status()

    post(igor.url + "computer/(built-in)/configSubmit", data={"json": '{"mode": "NORMAL", "numExecutors": 2}'})
    tree = "jobs[url],views[name,url]"
    found = requests.get(igor.url + f"api/json?tree={tree}", auth=auth, timeout=30).json()
    for url in (*(job["url"] for job in found["jobs"]), *(view["url"] for view in found["views"][1:])):
        post(url + "doDelete")
    nodes = requests.get(igor.url + "computer/api/json?tree=computer[displayName]", auth=auth, timeout=30).json()
    for node in nodes["computer"][1:]:
        post(f"{igor.url}computer/{node['displayName']}/doDelete")
    for key, value in settings.items():
        post(igor.url + "igor/api/settings", json={"key": key, "value": value})
