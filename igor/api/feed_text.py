"""Builds as a feed: Atom 1.0, or RSS 2.0. Source: hudson.RSS, hudson.model.Run's status summaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from igor.model.job import Result

ATOM_TYPE = "application/atom+xml;charset=UTF-8"
RSS_TYPE = "application/rss+xml;charset=UTF-8"
#: Of every feed of a Jenkins.
_FEED_ID = "urn:uuid:903deee0-7bfa-11db-9fe1-0800200c9a66"


@dataclass(frozen=True, slots=True)
class Entry:
    """One build of a feed. ``url`` is absolute, ``path`` the same below the root."""

    title: str
    url: str
    path: str
    started_ms: int
    text: str = ""


def summary(result: Result | None, previous: Result | None, last_good: int | None, number: int) -> str:
    """What stands in brackets behind a build's name. ``last_good``: the last build before it that did not fail."""
    match result:
        case Result.SUCCESS:
            return "back to normal" if previous in (Result.FAILURE, Result.UNSTABLE) else "stable"
        case Result.UNSTABLE:
            return "unstable"
        case Result.ABORTED:
            return "aborted"
        case Result.NOT_BUILT:
            return "not built"
        case Result.FAILURE:
            return _broken_since(last_good, number)
    return "?"


def _broken_since(last_good: int | None, number: int) -> str:
    if last_good is None:
        return "broken for a long time"
    return "broken since this build" if last_good == number - 1 else f"broken since build #{last_good + 1}"


def atom(title: str, url: str, entries: Sequence[Entry]) -> str:
    """An Atom feed; ``url`` is the page that it stands for."""
    newest_ms = max((entry.started_ms for entry in entries), default=0)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>{escape(title)}</title><link rel="alternate" type="text/html" href={quoteattr(url)}/>'
        f"<updated>{_iso(newest_ms)}</updated><author><name>Jenkins Server</name></author><id>{_FEED_ID}</id>"
        f"{''.join(map(_atom_entry, entries))}</feed>"
    )


def _atom_entry(entry: Entry) -> str:
    date = datetime.fromtimestamp(entry.started_ms / 1000, UTC).date()
    when = _iso(entry.started_ms)
    return (
        f"<entry><title>{escape(entry.title)}</title>"
        f'<link rel="alternate" type="text/html" href={quoteattr(entry.url)}/>'
        f"<id>tag:hudson.dev.java.net,{date.year}:{date.isoformat()}:{escape(entry.path)}</id>"
        f"<published>{when}</published><updated>{when}</updated><content>{escape(entry.text)}</content></entry>"
    )


def rss(title: str, url: str, entries: Sequence[Entry]) -> str:
    """An RSS 2.0 feed."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>{escape(url)}</link><description>{escape(title)}</description>"
        f"{''.join(map(_rss_item, entries))}</channel></rss>"
    )


def _rss_item(entry: Entry) -> str:
    when = format_datetime(datetime.fromtimestamp(entry.started_ms / 1000, UTC), usegmt=True)
    return (
        f"<item><title>{escape(entry.title)}</title><link>{escape(entry.url)}</link>"
        f'<guid isPermaLink="true">{escape(entry.url)}</guid><pubDate>{when}</pubDate></item>'
    )


def _iso(moment_ms: int) -> str:
    return datetime.fromtimestamp(moment_ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
