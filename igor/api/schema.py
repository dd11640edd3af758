"""An XML Schema of what an object exports. Source: org.kohsuke.stapler.export.SchemaGenerator."""

from __future__ import annotations

from igor.api.export import BeanType

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">'


def schema_of(kind: BeanType) -> str:
    """The schema: an element with the exported properties, each of any content, any number of times."""
    name = kind.class_name.replace("$", "-")
    properties = "".join(
        f'<xsd:element name="{prop.name}" type="xsd:anyType" minOccurs="0" maxOccurs="unbounded"/>'
        for prop in kind.properties
    )
    return (
        f'{_HEAD}<xsd:element name="{kind.xml_name}" type="{name}"/><xsd:complexType name="{name}">'
        f"<xsd:sequence>{properties}</xsd:sequence></xsd:complexType></xsd:schema>\n"
    )
