"""How the commands talk to a controller: python-jenkins, plus Igor's own few endpoints."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import jenkins
import requests

from igor.cli.address import Address, address_of
from igor.cli.exit_codes import Unreachable
from igor.model.errors import Forbidden, IgorError, Invalid, NotFound, Unauthenticated
from igor.model.home import Home

_TIMEOUT_S = 30


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
        return self._decode(self._request("GET", path, params=query))

    def post_json(self, path: str, body: Any) -> Any:
        """POST a JSON body and decode the JSON answer."""
        return self._decode(self._request("POST", path, json=body))

    def _decode(self, response: requests.Response) -> Any:
        try:
            return json.loads(response.text)
        except ValueError as error:
            raise Unreachable(f"{response.url} does not answer as Igor does", hint="check IGOR_URL") from error

    def get_text(self, path: str, **query: str) -> requests.Response:
        """GET ``path``; the raw response, for its headers."""
        return self._request("GET", path, params=query)

    def post(self, path: str, **query: str) -> requests.Response:
        """POST without a body; the response, redirects not followed."""
        return self._request("POST", path, params=query, allow_redirects=False)

    def post_form(self, path: str, form: dict[str, str]) -> requests.Response:
        """POST a form as the body, where secrets belong; the response, redirects not followed."""
        return self._request("POST", path, data=form, allow_redirects=False)

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
            raise Unreachable(
                f"{self.address.url} did not answer within {_TIMEOUT_S} s", hint="try again; its logs may say why"
            ) from error
        except requests.RequestException as error:
            raise Unreachable(f"{self.address.url} cannot be asked: {error}", hint="check IGOR_URL") from error
        if response.status_code >= 400:
            raise _error_of(response, path)
        return response


def _unreachable(url: str) -> Unreachable:
    return Unreachable(f"nothing answers at {url}", hint="“igor deploy” starts the controller again")


def _error_of(response: requests.Response, path: str) -> IgorError:
    told = unquote(response.headers.get("X-Igor-Error", "")) or response.headers.get("X-Error", "")
    hint = unquote(response.headers.get("X-Igor-Hint", ""))
    match response.status_code:
        case 401:
            return Unauthenticated(
                "the controller refused the user name or token",
                hint="set IGOR_USER and IGOR_TOKEN (a user's page makes API tokens)",
            )
        case 403:
            return Forbidden(told or _missing_permission(response), hint=hint or "ask an administrator for it")
        case 404:
            return NotFound(told.removeprefix("Not Found") or f"there is no {path} at {response.url}", hint=hint)
        case status:
            return Invalid(told or f"the controller answered {status} to {path}", hint=hint)


def _missing_permission(response: requests.Response) -> str:
    user = response.headers.get("X-You-Are-Authenticated-As", "this user")
    return f"{user} lacks the permission {response.headers.get('X-Required-Permission', 'for this')}"
