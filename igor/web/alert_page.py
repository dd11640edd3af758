"""The page of alerts: what is wrong and since when, who takes care, what is silenced, and how the sinks do."""

from __future__ import annotations

from igor.controller import alerts as service
from igor.controller import visible
from igor.model.alert_policy import Trouble
from igor.web.pages import Visit

_PAST = 12
_TOLD = 8
SILENCES = (("1h", "1 hour"), ("4h", "4 hours"), ("1d", "1 day"), ("7d", "1 week"))


def alerts(visit: Visit, *, shows_sinks: bool) -> str:
    """What is open first, the rest beside it."""
    controller, rights = visit.controller, visit.rights
    found = visible.rows(rights, service.open_alerts(controller))
    quiet = [alert for alert in found if alert["silenced_until_ms"] or alert["acknowledged_ms"]]
    return visit.page(
        "alerts.html",
        "alerts",
        loud=sorted((alert for alert in found if alert not in quiet), key=_urgency),
        quiet=quiet,
        past=visible.rows(rights, service.past_alerts(controller, _PAST)),
        told=visible.rows(rights, service.told(controller, _TOLD)),
        silences=visible.silences(rights, service.silences(controller)),
        sinks=service.sinks(controller) if shows_sinks else None,
        spans=SILENCES,
        troubles=[trouble.value for trouble in Trouble],
    )


def _urgency(alert: dict[str, object]) -> tuple[bool, int]:
    """The critical ones first, then the newest: what woke somebody up is at the top."""
    since_ms = alert["since_ms"]
    return alert["severity"] != "critical", -(since_ms if isinstance(since_ms, int) else 0)
