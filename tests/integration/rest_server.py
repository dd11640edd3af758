"""A real web server over a real store, without an engine: what REST does by itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flask
import requests
from werkzeug.serving import make_server

from igor.api.app import create_app
from igor.controller import builds, items, nodes, settings, users
from igor.controller.context import Controller
from igor.model.home import Home
from igor.model.job import Result

PASSWORD = "correct horse"
JOB = """<?xml version="1.0" encoding="UTF-8"?><project>
  <description>said</description>
  <builders><hudson.tasks.Shell><command>echo hi</command></hudson.tasks.Shell></builders>
</project>"""
FOLDER = "<com.cloudbees.hudson.plugins.folder.Folder/>"
PARAMETERS = """<project><properties><hudson.model.ParametersDefinitionProperty><parameterDefinitions>
  <hudson.model.StringParameterDefinition><name>WHO</name><defaultValue>you</defaultValue></hudson.model.StringParameterDefinition>
  <hudson.model.BooleanParameterDefinition><name>LOUD</name><defaultValue>true</defaultValue></hudson.model.BooleanParameterDefinition>
  <hudson.model.ChoiceParameterDefinition><name>SIZE</name><choices class="java.util.Arrays$ArrayList"><a class="string-array"><string>S</string><string>L</string></a></choices></hudson.model.ChoiceParameterDefinition>
  <hudson.model.PasswordParameterDefinition><name>KEY</name><defaultValue>hush</defaultValue></hudson.model.PasswordParameterDefinition>
</parameterDefinitions></hudson.model.ParametersDefinitionProperty></properties></project>"""  # noqa: E501
XML = {"Content-Type": "application/xml"}


@dataclass
class Rest:
    """The server, its store, and a client that sends the administrator's API token."""

    controller: Controller
    url: str
    token: str
    app: flask.Flask

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        """One request; redirects are not followed, credentials are the token unless ``auth`` is given."""
        options.setdefault("auth", ("admin", self.token))
        return requests.request(method, self.url + path, allow_redirects=False, timeout=30, **options)

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.call("GET", path, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        return self.call("POST", path, **options)

    def json(self, path: str) -> Any:
        """The decoded JSON of an object that must be there."""
        response = self.get(path)
        assert response.status_code == 200, response.text
        return response.json()

    def create(self, name: str, xml: str = JOB) -> None:
        """A job or folder, as clients create it."""
        folder, _, last = name.rpartition("/")
        path = "".join(f"job/{part}/" for part in folder.split("/") if part)
        response = self.post(f"{path}createItem", params={"name": last}, data=xml, headers=XML)
        assert response.status_code == 200, response.text

    def add_build(
        self, name: str, number: int, result: Result | None, log: bytes = b"log\n", *, executor: int = 0
    ) -> None:
        """A build as the engine leaves it: running when it has no result yet."""
        item = items.find_item(self.controller, name)
        state = "finished" if result else "running"
        values = (item.id, number, number + 100, state, result.value if result else None, executor, 1_000 * number, 500)

        def work(connection: Any) -> None:
            connection.execute(
                "INSERT INTO build (item_id, number, queue_id, state, result, node_name, executor, plan, started_ms,"
                " duration_ms) VALUES (?, ?, ?, ?, ?, 'built-in', ?, '{}', ?, ?)",
                values,
            )
            builds.record_started(connection, item.id, number)
            if result:
                builds.record_finished(connection, item.id, number, result)
            connection.execute("UPDATE item SET next_build_number = ? WHERE id = ?", (number + 1, item.id))

        self.controller.store.write(work)
        path = self.controller.home.build_log(name, number)
        path.parent.mkdir(parents=True)
        path.write_bytes(log)


@contextmanager
def serving(folder: Path) -> Iterator[Rest]:
    """A server on a free port of the loopback."""
    controller = Controller.open(Home(folder))
    users.create_user(controller, "admin", "Administrator", PASSWORD, is_admin=True)
    _, token = users.create_token(controller, "admin", "tests")
    nodes.ensure_built_in(controller)
    app = create_app(controller)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}/"
    settings.put(controller, "root_url", url)
    try:
        yield Rest(controller, url, token, app)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        controller.close()
