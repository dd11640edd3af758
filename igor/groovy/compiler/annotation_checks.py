"""Which annotations a script may write: those that change code are built or refused by name, none is passed over.

Source: org.codehaus.groovy.classgen.ExtendedVerifier and ResolveVisitor for the words.
"""

from __future__ import annotations

from igor.groovy import ast
from igor.groovy.compiler.core import Compiler
from igor.groovy.compiler.type_names import may_exist

_GRAPES = frozenset({"Grab", "Grapes", "GrabResolver", "GrabConfig", "GrabExclude"})

#: Members of the annotations that Igor acts on.
_MEMBERS = {
    "ToString": "cache excludes ignoreNulls includeFields includeNames includePackage includeSuper "
    "includeSuperProperties includes",
    "EqualsAndHashCode": "cache callSuper excludes includeFields includes useCanEqual",
    "TupleConstructor": "callSuper excludes force includeFields includeProperties includeSuperFields "
    "includeSuperProperties includes",
    "Canonical": "excludes includes",
    "Sortable": "excludes includes",
    "Memoized": "maxCacheSize protectedCacheSize",
    "InheritConstructors": "constructorAnnotations parameterAnnotations",
    "AutoClone": "excludes includeFields style",
    "TailRecursive": "",
    "IndexedProperty": "",
    "Field": "",
}
_PACKAGES = "groovy.transform."

#: Acted on, or without effect here: there is one thread, types are checked as the script runs, logs go nowhere else.
_KNOWN = frozenset(_MEMBERS) | frozenset({
    "Immutable", "Singleton", "Builder", "Category", "Delegate", "Lazy", "Newify", "Mixin", "BaseScript", "Log",
    "Log4j", "Log4j2", "Slf4j", "Commons", "Override", "Deprecated", "SuppressWarnings", "SafeVarargs",
    "FunctionalInterface", "NonCPS", "Library", "CompileStatic", "CompileDynamic", "TypeChecked", "PackageScope",
    "Synchronized", "WithReadLock", "WithWriteLock", "ThreadInterrupt", "TimedInterrupt", "ConditionalInterrupt",
    "DelegatesTo", "ClosureParams", "SelfType", "Trait", "Target", "Retention", "Documented", "Inherited",
    "NotYetImplemented", "AnnotationCollector",
})  # fmt: skip
_REFUSED = {
    "Bindable": "there are no bean listeners",
    "Vetoable": "there are no bean listeners",
    "ListenerList": "there are no bean listeners",
    "ASTTest": "the compiler runs no code of scripts",
    "AutoExternalize": "objects are not written to streams",
    "ExternalizeMethods": "objects are not written to streams",
    "ExternalizeVerifier": "objects are not written to streams",
    "SourceURI": "scripts may not know where they lie",
    "GroovyASTTransformation": "the compiler runs no code of scripts",
    "GroovyASTTransformationClass": "the compiler runs no code of scripts",
}


def check_annotations(compiler: Compiler, annotations: tuple[ast.Annotation, ...]) -> None:
    """Refuse annotations that load libraries, that would silently do nothing, or that nobody knows.

    Raises:
        GroovySyntaxError: at the annotation.
    """
    for annotation in annotations:
        simple = annotation.name.rpartition(".")[2]
        if simple in _GRAPES:
            raise compiler.error(_grape(simple), annotation)
        if simple in _REFUSED:
            text = f"@{simple} is not supported: {_REFUSED[simple]}; remove the annotation"
            raise compiler.error(text, annotation)
        if simple in _MEMBERS:
            _check_members(compiler, annotation, simple)
        elif simple not in _KNOWN and not may_exist(compiler, annotation.name):
            text = f"unable to resolve class {annotation.name} ,  unable to find class for annotation"
            raise compiler.error(text, annotation)


def _grape(simple: str) -> str:
    return (
        f"@{simple} is not supported: scripts load no libraries from the network; "
        "commit the classes that are needed as Groovy sources beside the script, or put their folder on the additional "
        "classpath of the seed job, and remove the annotation"
    )


def _check_members(compiler: Compiler, annotation: ast.Annotation, simple: str) -> None:
    for name, _ in annotation.members:
        if name not in _MEMBERS[simple].split():
            full = _PACKAGES + simple
            raise compiler.error(f"'{name}'is not part of the annotation {full} -> {full} in @{full}", annotation)
