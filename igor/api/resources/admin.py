"""The controller itself: quiet down, settings, health, scripts."""

from __future__ import annotations

import flask
import msgspec

from igor.api import render
from igor.api.call import Call
from igor.api.json_answer import json_answer
from igor.api.targets import ComputerTarget, RootTarget
from igor.console.worker import run_script
from igor.controller import settings
from igor.model.errors import IgorError, Invalid


def quiet_down(call: Call, _: RootTarget) -> flask.Response:
    """``quietDown?message=``: no build starts any more; 302 to the root."""
    settings.put(call.controller, "quiet_down_reason", call.value("message") or "")
    settings.put(call.controller, "quieting_down", "true")
    return render.here(call)


def cancel_quiet_down(call: Call, _: RootTarget) -> flask.Response:
    """``cancelQuietDown``: builds start again; 302 to the root."""
    settings.put(call.controller, "quieting_down", "")
    settings.put(call.controller, "quiet_down_reason", "")
    return render.here(call)


class SettingBody(msgspec.Struct):
    """A setting and what it is to be."""

    key: str
    value: str


def get_settings(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/settings``: the controller's settings by name."""
    return json_answer(settings.changeable(call.controller))


def change_setting(call: Call, _: RootTarget) -> flask.Response:
    """``igor/api/settings`` with ``{key, value}``: change one; all of them are the answer."""
    try:
        wanted = msgspec.json.decode(call.request.get_data(), type=SettingBody)
    except msgspec.DecodeError as error:
        raise Invalid(f"The body cannot be read: {error}") from error
    call.told["setting"] = wanted.key
    settings.change(call.controller, wanted.key, wanted.value)
    return json_answer(settings.changeable(call.controller))


def health(call: Call, _: RootTarget) -> flask.Response:
    """``health``: 200 when the store answers and the engine runs, else 503 with what fails."""
    failures = [*_store_failures(call), *_engine_failures(call)]
    body = {"status": not failures, **({"failures": failures} if failures else {})}
    return json_answer(body, 503 if failures else 200)


def _store_failures(call: Call) -> list[str]:
    try:
        settings.get(call.controller, "root_url")
    except IgorError as error:
        return [f"store: {error.what}"]
    return []


def _engine_failures(call: Call) -> list[str]:
    return [] if call.controller.home.engine_address.exists() else ["engine: not running"]


def script_text(call: Call, _: RootTarget | ComputerTarget) -> flask.Response:
    """``scriptText`` with ``script=``: what the script prints and its value, 200 also when it fails."""
    script = call.value("script")
    return render.text(run_script(call.controller, script, user=call.identity.user) if script else "")
