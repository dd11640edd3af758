"""How the commands talk to a controller: python-jenkins, plus Igor's own few endpoints through the same session.

Which controller: ``IGOR_URL`` with ``IGOR_USER`` and ``IGOR_TOKEN``, else the one deployed below ``--home``.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any

import jenkins
import requests

from igor.cli.exit_codes import Unreachable
from igor.deploy.settings import load_settings
from igor.model.errors import Forbidden, IgorError, Invalid, NotFound, Unauthenticated
from igor.model.home import Home

_TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class Address:
    """Where the controller is and who asks."""

    url: str
    user: str
    token: str


def address_of(home: Home) -> Address:
    """The controller's address; raises Unreachable when none is deployed or named."""
    if url := os.environ.get("IGOR_URL"):
        return Address(url.rstrip("/"), os.environ.get("IGOR_USER", "admin"), os.environ.get("IGOR_TOKEN", ""))
    settings = load_settings(home)
    token_file = home.secrets / "admin-token"
    if settings is None or not token_file.exists():
        raise Unreachable(f"no Igor is deployed in {home.root}", hint="run “igor deploy”, or set IGOR_URL")
    return Address(f"http://127.0.0.1:{settings.port}", "admin", token_file.read_text().strip())


class Client:
    """One controller. ``jenkins`` is the python-jenkins object; errors come out as igor's own."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.jenkins = jenkins.Jenkins(address.url, address.user, address.token, timeout=_TIMEOUT_S)

    @classmethod
    def of_home(cls, home: Home) -> Client:
        """The client for the deployed controller; raises Unreachable."""
        return cls(address_of(home))

    def get_json(self, path: str, **query: str) -> Any:
        """GET ``path`` (below the root, no leading slash) and decode its JSON."""
        return json.loads(self._request("GET", path, params=query).text)

    def post_json(self, path: str, body: Any) -> Any:
        """POST a JSON body and decode the JSON answer."""
        return json.loads(self._request("POST", path, json=body).text)

    def get_text(self, path: str, **query: str) -> requests.Response:
        """GET ``path``; the raw response, for its headers."""
        return self._request("GET", path, params=query)

    def post(self, path: str, **query: str) -> requests.Response:
        """POST without a body; the response, redirects not followed."""
        return self._request("POST", path, params=query, allow_redirects=False)

    def _request(self, method: str, path: str, **options: Any) -> requests.Response:
        try:
            response = requests.request(
                method,
                f"{self.address.url}/{path}",
                auth=(self.address.user, self.address.token),
                timeout=_TIMEOUT_S,
                **options,
            )
        except requests.ConnectionError as error:
            raise _unreachable(self.address.url) from error
        except requests.Timeout as error:
            raise Unreachable(f"{self.address.url} did not answer within {_TIMEOUT_S} s") from error
        if response.status_code >= 400:
            raise _error_of(response, path)
        return response


def _unreachable(url: str) -> Unreachable:
    return Unreachable(f"nothing answers at {url}", hint="is the controller running? “igor deploy” starts it")


def _error_of(response: requests.Response, path: str) -> IgorError:
    told = response.headers.get("X-Error") or response.headers.get("X-Igor-Error") or ""
    if response.status_code == 401:
        return Unauthenticated("the controller refused the user name or token", hint="check IGOR_USER and IGOR_TOKEN")
    if response.status_code == 403:
        return Forbidden(told or f"no permission for {path}")
    if response.status_code == 404:
        return NotFound(told or f"there is no {path}")
    return Invalid(told or f"the controller answered {response.status_code} to {path}")
