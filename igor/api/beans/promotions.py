"""What promotion processes export. Source: hudson.plugins.promoted_builds.{PromotedProjectAction,PromotionProcess}."""

from __future__ import annotations

from igor.api.beans.reader import Reader
from igor.api.export import Bean, BeanType, Property
from igor.api.targets import PromotionTarget
from igor.controller import promotions

_PROCESS = BeanType(
    "hudson.plugins.promoted_builds.PromotionProcess",
    [
        Property("name", lambda value: value[1].name, 999),
        Property("url", lambda value: f"{value[0]}promotion/process/{value[1].name}/", 999),
    ],
)
_ACTION = BeanType(
    "hudson.plugins.promoted_builds.PromotedProjectAction",
    [Property("processes", lambda processes: [Bean(_PROCESS, each) for each in processes], 2)],
)


def promotion_bean(reader: Reader, target: PromotionTarget) -> Bean:
    """A job's processes, or one of them. Raises NotFound."""
    url = reader.item_url(target.item.full_name)
    if target.name:
        return Bean(_PROCESS, (url, promotions.get(reader.controller, target.item, target.name)))
    return Bean(_ACTION, [(url, process) for process in promotions.list_all(reader.controller, target.item)])
