"""From the text of a ``config.xml`` to a tree: safe, bounded, with errors that point at the place.

Entities, document types and the network are off. Jenkins writes XML 1.1, which allows references to control characters
(``&#x1b;``) that XML 1.0 and libxml2 refuse: ``clean`` puts a private-use character in their place, ``restore`` turns
it back in the texts that are read.
"""

from __future__ import annotations

import re

from lxml import etree

from igor.model.errors import InvalidSource

#: Larger texts are refused before they are parsed.
MAX_CHARACTERS = 8_000_000

#: Control character c is carried as the private-use character _CARRIER + c.
_CARRIER = 0xF0000

_DECLARATION = re.compile(r"<\?xml\s[^>]*\?>")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]+)|([0-9]+));")
_CARRIED = re.compile(f"[{chr(_CARRIER)}-{chr(_CARRIER + 31)}]")


def clean(xml: str) -> str:
    """The text as XML 1.0 without encoding declaration, references to control characters carried.

    Lines stay; columns too, except behind such a reference on the same line.
    """
    xml = xml.removeprefix("\ufeff")
    return _REFERENCE.sub(_carry, _DECLARATION.sub(_plain_declaration, xml, count=1))


def restore(text: str) -> str:
    """The control characters that ``clean`` carried."""
    return _CARRIED.sub(lambda found: chr(ord(found.group()) - _CARRIER), text)


def _plain_declaration(found: re.Match[str]) -> str:
    if found.start() != 0:
        return found.group()
    missing = max(0, len(found.group()) - len("<?xml version='1.0'?>"))
    return f"<?xml version='1.0'{' ' * missing}?>"


def _carry(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    is_control = 0 < code < 32 and code not in (9, 10, 13)
    return chr(_CARRIER + code) if is_control else found.group()


def parse(xml: str, source: str) -> etree._Element:
    """The root element.

    Raises:
        InvalidSource: too large, not well-formed, or with a document type.
    """
    if len(xml) > MAX_CHARACTERS:
        raise InvalidSource(
            f"the XML has {len(xml):,} characters; at most {MAX_CHARACTERS:,} are read",
            file_name=source,
            hint="move large scripts into files of the workspace",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    text = clean(xml)
    try:
        root = etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, text, source) from error
    if etree.ElementTree(root).docinfo.internalDTD is not None:
        raise InvalidSource(
            "a document type is not allowed", file_name=source, line=1, hint="remove <!DOCTYPE …> and its entities"
        )
    return root


def _syntax_error(error: etree.XMLSyntaxError, text: str, source: str) -> InvalidSource:
    line, column = error.lineno or 0, error.offset or 0
    lines = text.splitlines()
    what = "the XML is empty" if not text.strip() else f"the XML is not well-formed: {_without_place(error.msg or '')}"
    return InvalidSource(
        what,
        file_name=source,
        line=line,
        column=column,
        line_text=lines[line - 1] if 0 < line <= len(lines) else "",
        hint="send a whole config.xml, with <, & and control characters of texts escaped",
    )


def _without_place(message: str) -> str:
    """lxml ends its messages with ``, line 3, column 5``; the error says that itself."""
    return re.sub(r", line \d+, column \d+( \(.*\))?$", "", message)
