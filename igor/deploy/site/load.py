"""From files to a ``Site``: read, checked as a whole, with every problem at its place."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from igor.deploy.site import document
from igor.deploy.site.model import Site
from igor.deploy.site.problems import InvalidSite


def load_site(path: Path) -> Site:
    """The site that a file describes.

    Raises:
        InvalidSite: everything that is wrong with it, at once.
        OSError: it cannot be read.
    """
    found = document.read(path.read_bytes(), str(path))
    if found.problems:
        raise InvalidSite(found.problems)
    try:
        return Site.model_validate(found.values).in_folder(path.absolute().parent)
    except ValidationError as error:
        raise InvalidSite(
            [found.problem(found.place(each["loc"]), each["msg"]) for each in error.errors(include_input=False)]
        ) from None
