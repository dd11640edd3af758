"""The agent as the one file that the controller serves (``/agent.pyz``) and upgrades agents to."""

from __future__ import annotations

from igor.agents import zipapp


def content_and_digest() -> tuple[bytes, str]:
    """The file, and its SHA-256 in hexadecimal. Made once for each process. Raises NotFound: no wrapper beside Igor."""
    return zipapp.build(), zipapp.digest()
