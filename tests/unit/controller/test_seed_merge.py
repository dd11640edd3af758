"""What a seed keeps of a folder that an older version of Igor stored with its credentials."""

from __future__ import annotations

from igor.configxml.folder_credentials import PROPERTY
from igor.controller.seed_merge import with_credentials

FOLDER = "<com.cloudbees.hudson.plugins.folder.Folder>{}</com.cloudbees.hudson.plugins.folder.Folder>"


def test_credentials_are_kept() -> None:
    """Scripts cannot declare them."""
    old = FOLDER.format(f"<properties><{PROPERTY}><kept/></{PROPERTY}></properties>")
    merged = with_credentials(old, FOLDER.format("<description>d</description>"))
    assert "<kept/>" in merged
    assert "<description>d</description>" in merged


def test_without_any_the_new_text_stays() -> None:
    """Byte for byte."""
    new = FOLDER.format("<description>d</description>")
    assert with_credentials(FOLDER.format(""), new) == new
