"""Validation of Declarative Jenkinsfiles: their Groovy, their sections, what each stage must have. Nothing is run.

Source: org.jenkinsci.plugins.pipeline.modeldefinition.validator.ModelValidatorImpl, ModelConverterAction.
"""

from __future__ import annotations

from collections.abc import Iterator

from igor.groovy import ast
from igor.groovy.errors import GroovySyntaxError
from igor.groovy.parser import parse

_FILE = "WorkflowScript"
_PIPELINE = frozenset(
    {"agent", "stages", "post", "environment", "options", "parameters", "triggers", "tools", "libraries"}
)
_STAGE = frozenset(
    {"agent", "steps", "stages", "parallel", "matrix", "post", "environment", "options", "tools", "when", "input"}
)
#: Of these a stage has exactly one.
_BODIES = ("steps", "stages", "parallel", "matrix")
_POST = frozenset(
    {"always", "changed", "fixed", "regression", "aborted", "failure", "success", "unstable", "unsuccessful", "cleanup"}
)


def errors_of(source: str) -> list[str]:
    """What is wrong, each with its place; empty when the file is valid."""
    try:
        module = parse(source, _FILE)
    except GroovySyntaxError as error:
        return [f"{_FILE}: {error.line}: {error.message} @ line {error.line}, column {error.column}."]
    blocks = [call for call in _calls(module.statements) if _name(call) == "pipeline"]
    if not blocks:
        return ["did not contain the 'pipeline' step"]
    return list(_pipeline_errors(blocks[0]))


def _calls(statements: tuple[ast.Statement, ...]) -> Iterator[ast.Call]:
    """The calls that stand as statements; a block that its call gives back is its last one."""
    for statement in statements:
        expression = getattr(statement, "expression", None) or getattr(statement, "value", None)
        if isinstance(expression, ast.Call):
            yield expression


def _name(call: ast.Call) -> str:
    return str(call.name.value) if isinstance(call.name, ast.Constant) else ""


def _body(call: ast.Call) -> list[ast.Call]:
    """The calls in its closure."""
    closures = [argument for argument in call.arguments if isinstance(argument, ast.Closure)]
    return list(_calls(closures[-1].body.statements)) if closures else []


def _pipeline_errors(pipeline: ast.Call) -> Iterator[str]:
    sections = _body(pipeline)
    yield from _unknown(sections, _PIPELINE, "Undefined section")
    names = [_name(call) for call in sections]
    for required in ("stages", "agent"):
        if required not in names:
            yield _at(pipeline, f'Missing required section "{required}"')
    for section in sections:
        yield from _section_errors(section)


def _section_errors(section: ast.Call) -> Iterator[str]:
    if _name(section) == "post":
        yield from _unknown(_body(section), _POST, "Invalid condition")
    if _name(section) in ("stages", "parallel"):
        yield from _stages_errors(section)


def _stages_errors(section: ast.Call) -> Iterator[str]:
    stages = _body(section)
    if not [call for call in stages if _name(call) == "stage"]:
        yield _at(section, "No stages specified")
    for stage in stages:
        if _name(stage) == "stage":
            yield from _stage_errors(stage)
        else:
            yield _at(stage, "Expected a stage")


def _stage_errors(stage: ast.Call) -> Iterator[str]:
    title = next((argument.value for argument in stage.arguments if isinstance(argument, ast.Constant)), "")
    sections = _body(stage)
    yield from _unknown(sections, _STAGE, f'Unknown stage section in "{title}"')
    bodies = [call for call in sections if _name(call) in _BODIES]
    if len(bodies) != 1:
        wanted = 'Expected one of "steps", "stages", or "parallel" for stage'
        yield _at(stage, f'{wanted} "{title}"')
    for section in sections:
        if _name(section) == "steps" and not _has_content(section):
            yield _at(section, f'No steps specified for branch in stage "{title}"')
        yield from _section_errors(section)


def _has_content(section: ast.Call) -> bool:
    closures = [argument for argument in section.arguments if isinstance(argument, ast.Closure)]
    return bool(closures and closures[-1].body.statements)


def _unknown(calls: list[ast.Call], known: frozenset[str], message: str) -> Iterator[str]:
    for call in calls:
        if _name(call) not in known:
            yield _at(call, f'{message} "{_name(call)}"')


def _at(node: ast.Node, message: str) -> str:
    return f"{_FILE}: {node.span.line}: {message} @ line {node.span.line}, column {node.span.column}."
