"""The routes of alerts; ``table`` adds them to the others."""

from __future__ import annotations

from igor.api import permissions as p
from igor.api.resources import alerts
from igor.api.routes import Route

ALERTS = (
    Route("root", "alerts/", "GET", p.READ, alerts.page),
    Route("root", "igor/api/alerts", "GET", p.READ, alerts.get_open),
    Route("root", "igor/api/alerts/past", "GET", p.READ, alerts.get_past),
    Route("root", "igor/api/alerts/told", "GET", p.READ, alerts.get_told),
    Route("root", "igor/api/alerts/acknowledge", "POST", p.READ, alerts.acknowledge),
    Route("root", "igor/api/alerts/silences", "GET", p.READ, alerts.get_silences),
    Route("root", "igor/api/alerts/silences", "POST", p.READ, alerts.silence),
    Route("root", "igor/api/alerts/silences/end", "POST", p.READ, alerts.end_silence),
    Route("root", "igor/api/alerts/sinks", "GET", p.ADMINISTER, alerts.get_sinks),
    Route("root", "igor/api/alerts/test", "POST", p.ADMINISTER, alerts.test),
)
