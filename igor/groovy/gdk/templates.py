"""groovy.text.SimpleTemplateEngine and GStringTemplateEngine: ``${}``, ``<% %>``, ``<%= %>``."""

from __future__ import annotations

from typing import Any

from igor.groovy.builtin_tables import register_kind
from igor.groovy.dispatch import try_invoke
from igor.groovy.host import MISSING
from igor.groovy.registry import MethodTable, StaticTable
from igor.groovy.runtime import Runtime
from igor.groovy.semantics import NO_SITE
from igor.groovy.text import Printable, to_string
from igor.groovy.text_buffer import TextBuffer
from igor.groovy.values import DefaultMap, from_key


class EngineValue(Printable):
    """A template engine."""

    java_class = "groovy.text.SimpleTemplateEngine"


class TemplateValue(Printable):
    """A template: ``script`` writes to ``out`` when run."""

    java_class = "groovy.text.Template"

    def __init__(self, script: str) -> None:
        self.script = script


class Names(dict[str, Any]):
    """The names of a template: those of the map it was made with, and what ``withDefault`` supplies for others."""

    given: dict[Any, Any]

    def get(self, name: str, default: Any = None) -> Any:
        if super().__contains__(name) or not isinstance(self.given, DefaultMap):
            return super().get(name, default)
        self[name] = self.given.supply(name)
        return self[name]

    def __contains__(self, name: object) -> bool:
        return isinstance(self.given, DefaultMap) or super().__contains__(name)


class MadeValue(Printable):
    """What ``make`` gives: text once somebody asks."""

    java_class = "groovy.lang.Writable"

    def __init__(self, rt: Runtime, template: TemplateValue, binding: dict[Any, Any]) -> None:
        self.rt = rt
        self.template = template
        self.binding = binding

    def to_text(self) -> str:
        out = TextBuffer("java.io.StringWriter")
        binding = Names({to_string(from_key(key)): value for key, value in self.binding.items()})
        binding.given = self.binding
        binding["out"] = out
        self.rt.loader.run_text(self.template.script, "SimpleTemplateScript1.groovy", binding)
        return out.to_text()


ENGINES = MethodTable("groovy.text.SimpleTemplateEngine")
TEMPLATES = MethodTable("groovy.text.Template")
MADE = MethodTable("groovy.lang.Writable")
register_kind("groovy.text.SimpleTemplateEngine", ENGINES)
register_kind("groovy.text.Template", TEMPLATES)
register_kind("groovy.lang.Writable", MADE)
for _name in ("SimpleTemplateEngine", "GStringTemplateEngine", "StreamingTemplateEngine"):
    StaticTable(f"groovy.text.{_name}").constructor(lambda rt, option=None: EngineValue())


@ENGINES("createTemplate")
def create_template(rt: Runtime, receiver: EngineValue, source: Any) -> TemplateValue:
    text = try_invoke(rt, source, "getText", [], NO_SITE) if not isinstance(source, str) else source
    return TemplateValue(template_script(to_string(source if text is MISSING else text)))


@TEMPLATES("make")
def make(rt: Runtime, receiver: TemplateValue, binding: Any = None) -> MadeValue:
    return MadeValue(rt, receiver, {} if binding is None else binding)


@MADE("writeTo")
def write_to(rt: Runtime, receiver: MadeValue, writer: TextBuffer) -> TextBuffer:
    writer.append(receiver.to_text())
    return writer


def template_script(source: str) -> str:
    """The Groovy script that prints the template (SimpleTemplateEngine's own way)."""
    parts = ['out.print("""']
    position = 0
    while position < len(source):
        if source.startswith("<%=", position):
            end = _end(source, position, "%>")
            parts.append("${" + source[position + 3 : end] + "}")
            position = end + 2
        elif source.startswith("<%", position):
            end = _end(source, position, "%>")
            parts.append('""");' + source[position + 2 : end] + '\nout.print("""')
            position = end + 2
        elif source.startswith("${", position):
            end = _end(source, position, "}")
            parts.append(source[position : end + 1])
            position = end + 1
        else:
            char = source[position]
            parts.append('\\"' if char == '"' else char)
            position += 1
    parts.append('""");')
    return "".join(parts)


def _end(source: str, start: int, mark: str) -> int:
    end = source.find(mark, start)
    return len(source) if end < 0 else end
