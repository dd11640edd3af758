"""What of an existing item a seed keeps although its scripts cannot declare it: the credentials of a folder.

Source: javaposse.jobdsl.plugin.JenkinsJobManagement#mergeCredentials, DslItemConfigurer.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from igor.configxml import source

_CREDENTIALS = "com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider_-FolderCredentialsProperty"


def with_credentials(old_xml: str, new_xml: str) -> str:
    """The new text with the credentials that the old one holds; the new text itself when there are none."""
    if _CREDENTIALS not in old_xml:
        return new_xml
    kept = source.parse(old_xml, "config.xml").findall(f"properties/{_CREDENTIALS}")
    root = source.parse(new_xml, "config.xml")
    properties = root.find("properties")
    if properties is None:
        properties = etree.SubElement(root, "properties")
    properties.extend(deepcopy(element) for element in kept)
    return etree.tostring(root, encoding="unicode")
