"""Steps that run Groovy.

Source: javaposse.jobdsl.dsl.helpers.step.GroovyContext, SystemGroovyContext (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from typing import Any

from igor.groovy.text import to_string
from igor.groovy.xml_node import Node
from igor.jobdsl.context import Call, collect
from igor.jobdsl.declarations import declare
from igor.jobdsl.element import joined, node, properties_text


def key_values(option: str) -> dict[str, Any]:
    """``prop(key, value)`` and ``props(map)`` collecting ``key=value``."""

    def one(a: Call) -> str:
        return f"{to_string(a.key)}={to_string(a.values['value'])}"

    return {
        "prop": collect(option, one),
        "props": collect(option, lambda a: [f"{to_string(k)}={to_string(v)}" for k, v in a.map.items()]),
    }


def _script_source(a: Call) -> Node:
    entries = [node("entry", url=path) for path in a.o.classpath]
    script = node("script", script=a.command, sandbox=a.o.sandbox, classpath=entries)
    return node("source", script, cls="hudson.plugins.groovy.StringSystemScriptSource")


def _system_groovy_command(a: Call) -> Node:
    return node("hudson.plugins.groovy.SystemGroovy", node("bindings", properties_text(a.o.binding)), _script_source(a))


def _system_groovy_file(a: Call) -> Node:
    source = node("source", cls="hudson.plugins.groovy.FileSystemScriptSource", scriptFile=a.fileName)
    return node("hudson.plugins.groovy.SystemGroovy", node("bindings", properties_text(a.o.binding)), source)


def _groovy(cls: str, tag: str, parameter: str) -> Any:
    def handler(a: Call) -> Node:
        o = a.o
        made = node(
            "hudson.plugins.groovy.Groovy",
            groovyName=a.groovyName or o.groovyInstallation or "(Default)",
            parameters=joined(" ", o.groovyParams),
            scriptParameters=joined(" ", o.scriptParams),
            javaOpts=joined(" ", o.javaOpts),
            classPath=joined(":", o.classpath),
        )
        made.append(node("scriptSource", node(tag, a.values[parameter]), cls=f"hudson.plugins.groovy.{cls}"))
        made.append(node("properties", joined("\n", o.props)))
        return made

    return handler


#: For the steps' table.
HANDLERS: dict[str, Any] = {
    "systemGroovyCommand": _system_groovy_command,
    "systemGroovyScriptFile": _system_groovy_file,
    "groovyCommand": _groovy("StringScriptSource", "command", "command"),
    "groovyScriptFile": _groovy("FileScriptSource", "scriptFile", "fileName"),
}

declare(
    "helpers.step.SystemGroovyContext",
    {"binding": lambda a: a.context.options["binding"].update({a.name: a.values["value"]})},
    options={"binding": {}, "classpath": []},
)
declare(
    "helpers.step.SystemGroovyCommandContext", parent="helpers.step.SystemGroovyContext", options={"sandbox": False}
)
declare(
    "helpers.step.GroovyContext",
    {
        "groovyParam": collect("groovyParams", lambda a: a.param),
        "scriptParam": collect("scriptParams", lambda a: a.param),
        "javaOpt": collect("javaOpts", lambda a: a.opt),
    }
    | key_values("props"),
    options={
        "groovyParams": [],
        "scriptParams": [],
        "props": [],
        "javaOpts": [],
        "classpath": [],
        "groovyInstallation": None,
    },
)
