"""groovy.json.StreamingJsonBuilder: the same shapes as JsonBuilder, written to a writer at once."""

from __future__ import annotations

from typing import Any

from igor.groovy.dispatch import invoke
from igor.groovy.gdk.json import builder_value, named_content, to_json
from igor.groovy.host import CallSite, HostObject
from igor.groovy.identities import identity_hash
from igor.groovy.registry import StaticTable
from igor.groovy.runtime import Runtime


class StreamingJson(HostObject):
    """A builder on a writer."""

    groovy_class = "groovy.json.StreamingJsonBuilder"

    def __init__(self, rt: Runtime, writer: Any) -> None:
        self.rt = rt
        self.writer = writer

    def write(self, content: Any) -> Any:
        """Write the content as JSON; gives it back."""
        invoke(self.rt, self.writer, "write", [to_json(self.rt, content)])
        return content

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if name == "call":
            return self.write(builder_value(self.rt, arguments))
        return self.write(named_content(self.rt, name, arguments))

    def to_groovy_string(self) -> str:
        return f"{self.groovy_class}@{identity_hash(self):x}"


@StaticTable("groovy.json.StreamingJsonBuilder").constructor
def new_streaming_builder(rt: Runtime, writer: Any, *content: Any) -> StreamingJson:
    result = StreamingJson(rt, writer)
    if content:
        result.write(content[0])
    return result
