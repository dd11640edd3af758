"""``configureSecurity/configure``: what of Jenkins' security form Igor has a setting for."""

from __future__ import annotations

import flask

from igor.api import render
from igor.api.call import Call
from igor.api.targets import RootTarget
from igor.controller import settings
from igor.model.errors import Invalid

_CRUMBS = "hudson-security-csrf-GlobalCrumbIssuerConfiguration"


def configure(call: Call, _: RootTarget) -> flask.Response:
    """Crumbs are on when the form names an issuer; 302 to the root."""
    form = call.json_form()
    if form is None:
        raise Invalid("Nothing is submitted", hint=f'send json={{"{_CRUMBS}": {{"csrf": …}}}}')
    if _CRUMBS in form:
        has_issuer = isinstance(form[_CRUMBS], dict) and bool(form[_CRUMBS].get("csrf"))
        settings.put(call.controller, "use_crumbs", "true" if has_issuer else "false")
    return render.redirect(call, "")
