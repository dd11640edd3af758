"""Addresses and proxies: what the agent connects to, before it does."""

from __future__ import annotations

import pytest

from igor.agents.dialing import parse_url, proxy_for


@pytest.mark.parametrize(
    ("url", "authority", "port", "target"),
    [
        ("http://host", "host", 80, "/"),
        ("wss://host/agents?x=1", "host", 443, "/agents?x=1"),
        ("ws://host:8081/agents", "host:8081", 8081, "/agents"),
        ("https://[::1]:8443/a", "[::1]:8443", 8443, "/a"),
    ],
)
def test_addresses(url: str, authority: str, port: int, target: str) -> None:
    """Broken: a Host header that virtual hosts do not know, or a lost query."""
    address = parse_url(url)
    assert (address.authority, address.port, address.target) == (authority, port, target)


@pytest.mark.parametrize("url", ["", "host", "ftp://host", "http://", "ws://host:99999/"])
def test_no_addresses(url: str) -> None:
    """Broken: an error deep in the socket instead of a sentence."""
    with pytest.raises(ValueError, match=r"address|Port"):
        parse_url(url)


@pytest.mark.parametrize(
    ("url", "environment", "proxy"),
    [
        ("http://ci/", {}, ""),
        ("http://ci/", {"http_proxy": "http://p:3128"}, "http://p:3128"),
        ("ws://ci/", {"HTTP_PROXY": "p:3128"}, "http://p:3128"),
        ("wss://ci/", {"http_proxy": "http://p:3128"}, ""),
        ("wss://ci/", {"https_proxy": "http://p:3128"}, "http://p:3128"),
        ("http://ci.example.com/", {"http_proxy": "http://p", "no_proxy": "a, .example.com"}, ""),
        ("http://ci.example.com/", {"http_proxy": "http://p", "no_proxy": "ample.com"}, "http://p"),
        ("http://ci/", {"http_proxy": "http://p", "NO_PROXY": "*"}, ""),
        ("http://ci/", {"http_proxy": "http://p", "no_proxy": ""}, "http://p"),
    ],
)
def test_proxies(url: str, environment: dict[str, str], proxy: str) -> None:
    """Broken: agents behind a proxy cannot connect, or the local controller is asked of it."""
    assert proxy_for(parse_url(url), environment) == proxy
