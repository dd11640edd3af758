"""The exit codes of ``igor``, in one table."""

from __future__ import annotations

from igor.deploy.site.problems import InvalidSite
from igor.model.errors import Forbidden, IgorError, NotFound, Unauthenticated

OK = 0
FAILED = 1
CHANGES_PENDING = 2
UNSTABLE = 3
ABORTED = 4
NOT_FOUND = 5
NO_PERMISSION = 6
BAD_CREDENTIALS = 7
UNREACHABLE = 8
USAGE = 64
CONFIG = 78
INTERRUPTED = 130

#: The exit code that tells a build's result.
OF_RESULT = {"SUCCESS": OK, "UNSTABLE": UNSTABLE, "FAILURE": FAILED, "NOT_BUILT": FAILED, "ABORTED": ABORTED}


class Unreachable(IgorError):
    """Nothing answers at the controller's address."""


class WrongUsage(IgorError):
    """The command line itself is wrong: nothing was asked of anybody."""


def of_error(error: IgorError) -> int:
    """The exit code for an error that ends a command."""
    table: tuple[tuple[type[IgorError], int], ...] = (
        (NotFound, NOT_FOUND),
        (Forbidden, NO_PERMISSION),
        (Unauthenticated, BAD_CREDENTIALS),
        (Unreachable, UNREACHABLE),
        (WrongUsage, USAGE),
        (InvalidSite, CONFIG),
    )
    return next((code for kind, code in table if isinstance(error, kind)), FAILED)
