"""Items and views: a name, a template of their type, and edits that are applied to a fresh copy of it in call order.

Every DSL method of an item returns an edit (a function of the root node); configure blocks are edits too. Nothing is
applied before the XML is asked for, which Job DSL does after the script has ended.

Source: javaposse.jobdsl.dsl.Item, Job, View (jenkinsci/job-dsl-plugin).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from igor.groovy.host import DELEGATE_FIRST, MISSING, CallSite, HostError
from igor.groovy.xml_node import Node
from igor.groovy.xml_text import XmlError, parse_xml, print_node
from igor.jobdsl.configure import configure_node
from igor.jobdsl.context import Context
from igor.jobdsl.errors import DslError
from igor.jobdsl.null import is_null
from igor.jobdsl.templates import template

if TYPE_CHECKING:
    from igor.jobdsl.session import Session

Edit = Callable[[Node], None]

_VIEW_PREFIX = "views."
_COMPUTED_FOLDERS = ("MultibranchWorkflowJob", "OrganizationFolderJob")


class Item(Context):
    """A job, folder or view that the script declares; ``full_name`` is resolved by the lookup strategy."""

    def __init__(self, kind: str, name: str, session: Session, site: CallSite) -> None:
        super().__init__(kind, session, None, site)
        self.item = self
        self.declared_at = site
        self.name = name
        self.full_name = session.resolve(name)
        self.edits: list[Edit] = []
        self.template_name: str | None = None
        self.previous_names: str | None = None

    @property
    def class_name(self) -> str:
        """``FreeStyleJob``, ``Folder``, ``ListView`` …"""
        return self.kind.rpartition(".")[2]

    @property
    def groovy_types(self) -> tuple[str, ...]:
        """The Java types that a script may declare a variable or parameter with."""
        base = "javaposse.jobdsl.dsl"
        names = ("View",) if self.is_view else ("Item", "Job", "Project") if self.is_job else ("Item",)
        return tuple(f"{base}.{name}" for name in names)

    @property
    def is_job(self) -> bool:
        """Whether it is one of Job DSL's jobs, which computed folders are not."""
        return self.kind.startswith("jobs.") and self.class_name not in _COMPUTED_FOLDERS

    @property
    def is_view(self) -> bool:
        return self.kind.startswith(_VIEW_PREFIX)

    def accept(self, result: Any) -> Any:
        """Queue a handler's edit or edits."""
        for edit in result if isinstance(result, list) else [result]:
            if edit is not None:
                self.edits.append(edit)

    def node(self) -> Node:
        """The template with all edits applied."""
        root = self._template()
        for edit in self.edits:
            edit(root)
        return root

    def xml(self) -> str:
        """The item's ``config.xml`` as Job DSL prints it."""
        return print_node(self.node())

    def _template(self) -> Node:
        own = template(self.class_name)
        if self.template_name is None:
            return own
        text = self.session.config_of(self.template_name)
        if text is None:
            raise DslError(f"The template job with name {self.template_name} does not exist.", self.declared_at)
        try:
            existing = parse_xml(text)
        except XmlError as error:
            raise DslError(
                f"The template job {self.template_name} has broken XML: {error}", self.declared_at
            ) from error
        if existing.name != own.name:
            raise DslError(
                f"The type of job '{self.name}' does not match the type of its template '{self.template_name}'.",
                self.declared_at,
            )
        return existing

    def get_property(self, name: str) -> Any:
        if name == "properties":
            raise HostError(
                "the properties of an item cannot be read; quote the word: it / 'properties'",
                "java.lang.UnsupportedOperationException",
            )
        readers: dict[str, Callable[[], Any]] = {"name": lambda: self.name, "xml": self.xml, "node": self.node}
        return readers[name]() if name in readers else MISSING

    def invoke_method(self, name: str, arguments: list[Any], site: CallSite) -> Any:
        if not arguments and name in ("getName", "getXml", "getNode"):
            return self.get_property(name[3:].lower())
        return super().invoke_method(name, arguments, site)


def run_item(item: Item, closure: Any) -> None:
    """Evaluate an item's closure as Groovy's ``with`` does: on a copy, the item as the delegate and the argument."""
    if closure is None:
        return
    copy = closure.clone()
    copy.delegate = item
    copy.resolve_strategy = DELEGATE_FIRST
    copy.call(item)


def put(path: str, value: Any = MISSING) -> Edit:
    """Set the text of ``path`` (``a/b``: element names below the root), made where absent; null empties it."""
    *parents, leaf = path.split("/")
    return put_node("/".join(parents), Node(leaf, value=MISSING if is_null(value) else value))


def put_node(path: str, child: Node) -> Edit:
    """Replace the first element of the child's name (and attributes) below ``path``, or append it."""
    return lambda root: _discard(descend(root, path).slash(child))


def add_nodes(path: str, children: list[Node]) -> Edit:
    """Append ``children`` below ``path``."""

    def edit(root: Node) -> None:
        for child in children:
            descend(root, path).shift(child)

    return edit


def ensure(path: str) -> Edit:
    """Make the elements of ``path`` that are absent."""
    return lambda root: _discard(descend(root, path))


def swap(child: Node | None) -> Edit | None:
    """Remove the first element of the child's name and append the child at the end of the root."""
    if child is None:
        return None
    fresh = child

    def edit(root: Node) -> None:
        root.remove(root.slash(fresh.name))
        root.shift(fresh)

    return edit


def configured(closure: Any, path: str = "") -> Edit:
    """Run a script's configure block on the root, or on the element at ``path``."""
    return lambda root: _discard(configure_node(descend(root, path), closure))


def descend(root: Node, path: str) -> Node:
    """The element at ``path`` below ``root``, made where absent."""
    for name in path.split("/") if path else []:
        root = root.slash(name)
    return root


def _discard(_value: object) -> None:
    return None
