"""``break`` and ``continue``: where they may stand.

Source: org.codehaus.groovy.control.LabelVerifier.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from igor.groovy import ast
from igor.groovy.compiler.core import Compiler


@contextmanager
def loop(compiler: Compiler) -> Iterator[None]:
    """Compile the body of a loop."""
    compiler.jumps.loops += 1
    yield
    compiler.jumps.loops -= 1


@contextmanager
def switch(compiler: Compiler) -> Iterator[None]:
    """Compile the cases of a ``switch``."""
    compiler.jumps.switches += 1
    yield
    compiler.jumps.switches -= 1


def check_break(compiler: Compiler, node: ast.Break) -> None:
    """Refuse a ``break`` that leaves nothing."""
    jumps = compiler.jumps
    if node.label is None and not jumps.loops and not jumps.switches:
        raise compiler.error("the break statement is only allowed inside loops or switches", node)
    if node.label is not None and not jumps.loops:
        raise compiler.error("the break statement with named label is only allowed inside loops", node)
    if node.label is not None and node.label not in jumps.labels:
        raise compiler.error("break to missing label", node)


def check_continue(compiler: Compiler, node: ast.Continue) -> None:
    """Refuse a ``continue`` outside of loops."""
    if node.label is None and not compiler.jumps.loops:
        raise compiler.error("the continue statement is only allowed inside loops", node)
    if node.label is not None and node.label not in compiler.jumps.labels:
        raise compiler.error("continue to missing label", node)
