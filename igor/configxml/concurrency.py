"""Job properties that say which builds may run together, and which go first.

Sources: hudson.plugins.throttleconcurrents.ThrottleJobProperty,
org.jenkins.plugins.lockableresources.RequiredResourcesProperty,
jenkins.advancedqueue.priority.strategy.PriorityJobProperty.
"""

from __future__ import annotations

from igor.configxml.cursor import Element, child_text, text_of
from igor.configxml.draft import JobDraft
from igor.model.job import DEFAULT_PRIORITY, Throttle

_OFF = frozenset({"", "0", "false"})


def read_throttle(draft: JobDraft, element: Element) -> None:
    """Limits of the job by itself, or the names of its categories, whose limits are the controller's setting."""
    if child_text(element, "throttleEnabled").strip() == "false":
        return
    limits = {"max_total": 0, "max_per_node": 0}

    def limit(name: str, child: Element) -> None:
        limits[name] = draft.cursor.integer(child, at_least=0)

    is_by_category = child_text(element, "throttleOption").strip() == "category"
    categories = tuple(text_of(name).strip() for name in element.iterfind("categories/string"))
    draft.cursor.dispatch(
        element,
        {
            "maxConcurrentPerNode": lambda child: limit("max_per_node", child),
            "maxConcurrentTotal": lambda child: limit("max_total", child),
        },
        harmless={
            **dict.fromkeys(("throttleEnabled", "throttleOption", "categories"), frozenset({"*"})),
            "limitOneJobWithMatchingParams": _OFF,
            "paramsToUseForLimit": frozenset({""}),
            "matrixOptions": frozenset({"*"}),
        },
        consequence="the limit is not kept",
    )
    draft.fields["throttle"] = (
        Throttle(categories=categories) if is_by_category else Throttle(limits["max_total"], limits["max_per_node"])
    )


def read_resources(draft: JobDraft, element: Element) -> None:
    """Names of resources that a build holds from its start to its end."""
    names = child_text(element, "resourceNames").split()
    draft.cursor.dispatch(
        element,
        {},
        harmless={"resourceNames": frozenset({"*"}), "resourceNumber": _OFF | {str(len(names))}},
        consequence="only resources that are named are waited for",
    )
    draft.fields["resources"] = tuple(dict.fromkeys(names))


def read_priority(draft: JobDraft, element: Element) -> None:
    """1 (first) to 5; −1 is the default."""
    if child_text(element, "useJobPriority").strip() != "true":
        return

    def store(child: Element) -> None:
        value = draft.cursor.integer(child, at_least=-1)
        draft.fields["priority"] = value if value > 0 else DEFAULT_PRIORITY

    draft.cursor.dispatch(element, {"priority": store}, harmless={"useJobPriority": frozenset({"*"})})
