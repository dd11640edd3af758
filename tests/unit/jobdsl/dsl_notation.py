"""The short notation for XML in ``pairs.txt``: ``tag[attribute=value]{ children }``, ``tag=text``, ``tag/``."""

from __future__ import annotations

import re

from igor.groovy.xml_node import Node

_PREFIXES = {
    "«hpgei»": "hudson.plugins.git.extensions.impl",
    "«folder»": "com.cloudbees.hudson.plugins.folder",
    "«ptrig»": "hudson.plugins.parameterizedtrigger",
    "«cb»": "org.jenkinsci.plugins.credentialsbinding.impl",
    "«bt»": "hudson.plugins.build__timeout",
    "«bti»": "hudson.plugins.build_timeout.impl",
    "«wf»": "org.jenkinsci.plugins.workflow",
}
_TAG = re.compile(r"[\w.\-]+")
_ATTRIBUTE = re.compile(r"\[([\w\-]+)=([^\]]*)\]")


def read_elements(text: str) -> list[Node]:
    """The elements that ``text`` describes."""
    for short, full in _PREFIXES.items():
        text = text.replace(short, full)
    return _Reader(text).elements()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def elements(self) -> list[Node]:
        found = []
        while True:
            self._skip_blanks()
            if self.at >= len(self.text) or self.text[self.at] == "}":
                return found
            found.append(self._element())

    def _element(self) -> Node:
        tag = _TAG.match(self.text, self.at)
        assert tag, self.text[self.at : self.at + 40]
        self.at = tag.end()
        node = Node(tag[0])
        while attribute := _ATTRIBUTE.match(self.text, self.at):
            node.attributes[attribute[1]] = attribute[2]
            self.at = attribute.end()
        self._content(node)
        return node

    def _content(self, node: Node) -> None:
        mark = self.text[self.at]
        self.at += 1
        if mark == "{":
            for child in self.elements():
                node.append(child)
            self.at += 1
        elif mark == "=":
            node.value = [self._value()]
        else:
            assert mark == "/", self.text[self.at - 20 : self.at + 20]

    def _value(self) -> str:
        pattern = r'"(.*?)"(?= [\w.\-]+[\[={/]| \}|$)' if self.text[self.at] == '"' else r"(\S*)"
        match = re.compile(pattern).match(self.text, self.at)
        assert match
        self.at = match.end()
        return match[1].replace("\\n", "\n")

    def _skip_blanks(self) -> None:
        while self.at < len(self.text) and self.text[self.at] == " ":
            self.at += 1


def tree(node: Node) -> tuple[object, ...]:
    """What makes two elements the same: name, attributes in any order, text and children in order."""
    children = [child for child in node.children if isinstance(child, Node)]
    content = tuple(tree(child) for child in children) if children else node.text()
    return node.name, frozenset((k, str(v)) for k, v in node.attributes.items()), content
