"""Configurations for readers: secrets are hidden, everything else is as it was."""

from __future__ import annotations

import pytest

from igor.configxml.redact import holds_secrets, redact

PASSWORD = "<hudson.model.PasswordParameterDefinition><name>P</name><defaultValue>{}</defaultValue></hudson.model.PasswordParameterDefinition>"  # noqa: E501


@pytest.mark.parametrize(
    "inside",
    [
        PASSWORD.format("plain-1"),
        PASSWORD.format("{QUJDREVGR0g=}"),
        "<authToken>plain-1</authToken>",
        "<x><apiToken>plain-1</apiToken></x>",
        "<anything>{QUJDREVGR0g=}</anything>",
    ],
)
def test_secrets_are_hidden(inside: str) -> None:
    """Encrypted or not."""
    xml = f"<project><description>seen</description>{inside}</project>"
    shown = redact(xml)
    assert holds_secrets(xml)
    assert "plain-1" not in shown
    assert "QUJD" not in shown
    assert "********" in shown
    assert "<description>seen</description>" in shown


@pytest.mark.parametrize(
    "xml",
    [
        "<project>\n  <description>a {b} password</description></project>",
        "<project><credentialsId>it</credentialsId><authToken/></project>",
    ],
)
def test_what_is_no_secret_stays_byte_for_byte(xml: str) -> None:
    """Readers compare configurations too."""
    assert redact(xml) == xml
    assert not holds_secrets(xml)
