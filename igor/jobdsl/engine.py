"""Evaluate Job DSL scripts to the items, views and queued jobs that they declare.

Pure given its inputs: it reads the workspace and the classpath and writes nothing. Scripts run one after another; when
one has ended, its items and then its views are turned into XML, and then its queued jobs are noted.

Source: javaposse.jobdsl.dsl.AbstractDslScriptLoader, ItemProcessingOrderComparator (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cmp_to_key
from pathlib import Path
from typing import Any

from igor.groovy.errors import GroovyError, GroovySyntaxError
from igor.groovy.host import Budget, CallSite, HostError, Options
from igor.groovy.interpreter import Interpreter
from igor.groovy.runtime_errors import GroovyRuntimeError
from igor.jobdsl.classes import host_classes
from igor.jobdsl.declarations import spec_of
from igor.jobdsl.errors import DslError, DslScriptError, located
from igor.jobdsl.factory import DslFactory
from igor.jobdsl.item import Item
from igor.jobdsl.script_variables import LogStream, SeedJob
from igor.jobdsl.session import GeneratedItem, Script, SeedRequest, SeedResult, Session

_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
#: A method that no context of Job DSL has, nor one that is spelled like it: most often a plugin's.
_NO_ADVICE = re.compile(r"No signature of method: javaposse\.jobdsl\.dsl\.helpers\.(?!.*Possible solutions)", re.DOTALL)
_ADVICE = "Job DSL has no such method here; what a plugin adds can be written as XML in a configure block"
#: An endless loop ends after some ten seconds; two thousand jobs from templates need a tenth of this.
_STEPS = 10_000_000
_TIME_S = 10.0
#: A method without arguments or with one closure, which is how symbols of plugins are called.
_NO_METHOD = re.compile(
    r"No signature of method: javaposse\.jobdsl\.dsl\.(?P<kind>[\w.]+)\.(?P<name>\w+)\(\) is applicable for "
    r"argument types: \((?:|[\w$]*_closure\d+)\) "
)
#: How many calls are shown of each end of a long stack.
_STACK_ENDS = 10
_DSL_EXCEPTION = "javaposse.jobdsl.dsl.DslScriptException"


def evaluate(request: SeedRequest) -> SeedResult:
    """Run all scripts of ``request`` and give what they made, in processing order.

    Raises:
        DslScriptError: a script is broken; nothing of the run may be applied.
    """
    session = Session(request)
    imports = host_classes()
    for script in request.scripts:
        _check_script_name(script)
        request.on_script(script)
        _run_script(session, script, imports)
        _collect(session, script)
    return session.result


def _check_script_name(script: Script) -> None:
    base = script.name.rpartition("/")[2].rpartition(".")[0] or script.name
    if script.path is not None and not _IDENTIFIER.fullmatch(base):
        raise DslScriptError(
            f"invalid script name '{script.name.rpartition('/')[2]}; script names may only contain letters, digits and "
            "underscores, but may not start with a digit",
            script.name,
        )


def _run_script(session: Session, script: Script, imports: dict[str, Any]) -> None:
    request = session.request
    root = script.path.parent if script.path is not None else request.workspace
    factory = DslFactory(session)
    options = Options(
        imports=imports,
        class_roots=(root, *request.classpath),
        script_base=factory,
        print_text=request.print_text,
        read_file=_workspace_reader(session, script),
        working_folder=str(request.workspace.resolve()),
        budget=Budget(steps=_STEPS, time_s=_TIME_S),
    )
    binding = _binding(request, script, factory)
    _guarded(script, lambda: Interpreter(options).run(script.source, file_name=script.name, binding=binding))


def _binding(request: SeedRequest, script: Script, factory: DslFactory) -> dict[str, Any]:
    """The script's variables; a parameter named SEED_JOB hides the seed job."""
    seed_job = {"SEED_JOB": SeedJob(request.seed_job_name)} if request.seed_job_name else {}
    own_file = {"__FILE__": str(script.path)} if script.path is not None else {}
    common = {"out": LogStream(request.print_text), "jobFactory": factory}
    return {**seed_job, **request.parameters, **common, **own_file}


def _workspace_reader(session: Session, script: Script) -> Callable[[str], bytes]:
    """``new File(path)`` reads inside the workspace only."""
    root = session.request.workspace.resolve()

    def read(path: str) -> bytes:
        inside = str(Path(path).relative_to(root)) if Path(path).is_relative_to(root) else path
        try:
            return session.read_workspace_file(inside, CallSite(script.name, 0, 0))
        except DslError as error:
            raise HostError(error.text, "java.io.FileNotFoundException") from error

    return read


def _collect(session: Session, script: Script) -> None:
    """Turn what the script declared into XML: items, then views; then note what it queued."""
    declared = session.declared
    items = sorted((item for item in declared if not item.is_view), key=cmp_to_key(processing_order))
    for item in [*items, *(item for item in declared if item.is_view)]:
        xml = _guarded(script, item.xml, item)
        session.result.items.append(_generated(item, xml))
    session.result.queued.extend(session.resolve(name) for name in session.queued)
    session.declared = []
    session.queued = []


def _generated(item: Item, xml: str) -> GeneratedItem:
    site = item.declared_at
    return GeneratedItem(
        kind="view" if item.is_view else "item",
        class_name=item.class_name,
        full_name=item.full_name,
        xml=xml,
        file_name=site.file_name,
        line=site.line,
        template=item.template_name,
        previous_names=item.previous_names,
        name=item.name,
    )


def processing_order(first: Item, second: Item) -> int:
    """Folders before all else, MultiJobs after other jobs, the rest as declared."""
    folders = (first.class_name == "Folder", second.class_name == "Folder")
    if folders[0] != folders[1]:
        return -1 if folders[0] else 1
    if first.is_job and second.is_job:
        return (first.class_name == "MultiJob") - (second.class_name == "MultiJob")
    return 0


def _guarded(script: Script, action: Callable[[], Any], item: Item | None = None) -> Any:
    """Run ``action``; whatever goes wrong becomes a DslScriptError with its place."""
    try:
        return action()
    except GroovySyntaxError as error:
        raise _syntax_error(error) from error
    except GroovyRuntimeError as error:
        raise _runtime_error(error, script, item) from error
    except DslError as error:
        raise DslScriptError(error.message, error.site.file_name, error.site.line, error.site.column) from error
    except HostError as error:
        raise DslScriptError(f"({script.name}) {error.message}", script.name) from error
    except GroovyError as error:
        raise DslScriptError(str(error), script.name) from error


def _syntax_error(error: GroovySyntaxError) -> DslScriptError:
    return DslScriptError(error.startup_failed(), error.file_name, error.line, error.column, error.source_line)


def _runtime_error(error: GroovyRuntimeError, script: Script, item: Item | None) -> DslScriptError:
    """Word an exception of the script as Job DSL does: ``(file, line N) text``."""
    frame = error.script_stack[0] if error.script_stack else None
    if frame is not None:
        site = CallSite(frame.file_name, frame.line, frame.column)
    else:
        site = item.declared_at if item is not None else CallSite(script.name, 0, 0)
    text = error.groovy_message or error.groovy_class
    message = text if error.groovy_class == _DSL_EXCEPTION else located(site, _with_class(error, text))
    message += _no_plugin(text)
    source_line = error.source_line or _source_line(script, site)
    return DslScriptError(message, site.file_name, site.line, site.column, source_line, _stack(error))


def _no_plugin(text: str) -> str:
    """What to do about a method that a plugin may add to its context, and that no table has; empty for others."""
    match = _NO_METHOD.match(text)
    if match is None or not spec_of(match["kind"]).extends:
        return ""
    context = match["kind"].rpartition(".")[2]
    return f"\nIgor knows no plugin that adds {match['name']} to {context}: write its XML in a configure block"


def _source_line(script: Script, site: CallSite) -> str:
    """The line of the script itself; helper classes are not at hand once the script has ended."""
    lines = script.source.splitlines()
    return lines[site.line - 1] if site.file_name == script.name and 0 < site.line <= len(lines) else ""


def _stack(error: GroovyRuntimeError) -> list[str]:
    """The script's calls, innermost first; a deep recursion is cut."""
    calls = [str(entry).removeprefix("at ") for entry in error.script_stack]
    if len(calls) <= 2 * _STACK_ENDS:
        return calls
    return [*calls[:_STACK_ENDS], f"… {len(calls) - 2 * _STACK_ENDS} more", *calls[-_STACK_ENDS:]]


def _with_class(error: GroovyRuntimeError, text: str) -> str:
    """Exceptions whose text says what happened stand alone; for others the class is part of it."""
    if error.groovy_class == "groovy.lang.MissingMethodException" and _NO_ADVICE.search(text):
        return f"{text}\n{_ADVICE}"
    if error.groovy_class.startswith("groovy.lang.") or error.groovy_message is None:
        return text
    return f"{error.groovy_class}: {text}"
