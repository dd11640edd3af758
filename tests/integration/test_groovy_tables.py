"""Built-in methods are imported when a script first needs them: what says which modules a class takes must be true."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.integration

#: Prints, for each set of modules that something takes, what it gets from them alone and what from all modules.
_COMPARE = """
import gc, json, os, sys
from igor.groovy import builtin_tables, registry
from igor.groovy.gdk import MODULES_OF_CLASS

def of_class(name):
    registry.load_class(name)
    table = registry.STATICS.get(name)
    static = [sorted(table.methods), sorted(table.constants), len(table.constructors)] if table else []
    kind = builtin_tables._NAMED.get(name)
    return [static, sorted(builtin_tables.merged(name)) if kind else []]

def of_table(name):
    return sorted(getattr(registry, name).methods)

def alone(read, name):
    out, into = os.pipe()
    if os.fork() == 0:
        os.write(into, json.dumps(read(name)).encode())
        os._exit(0)
    os.close(into)
    with open(out) as answer:
        found = json.load(answer)
    os.wait()
    return found

early = set(builtin_tables._KINDS)
names = [(of_class, name) for name in sorted(MODULES_OF_CLASS)]
names += [(of_table, name) for name, table in vars(registry).items() if isinstance(table, registry.MethodTable)]
apart = {name: alone(read, name) for read, name in names}
builtin_tables.all_tables()
together = {name: read(name) for read, name in names}
kinds = {kind for kind in {*builtin_tables._NAMED, *registry.STATICS} if "." in kind}
late = sorted(f"{kind.__module__}.{kind.__name__}" for kind in set(builtin_tables._KINDS) - early)
json.dump([apart, together, sorted(kinds - set(MODULES_OF_CLASS)), late], sys.stdout)
"""


@pytest.mark.slow
def test_each_class_and_table_is_complete_once_its_own_modules_are_imported() -> None:
    """A missing module would make a method's existence depend on what other scripts have used before."""
    answer = subprocess.run([sys.executable, "-c", _COMPARE], capture_output=True, check=True, text=True)
    apart, together, unknown, late = json.loads(answer.stdout)
    assert unknown == []
    assert [kind for kind in late if not kind.startswith("igor.groovy.gdk.")] == []
    assert {name for name in together if apart[name] != together[name]} == set()
