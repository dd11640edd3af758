"""The versions in the headers of every answer."""

import secrets

from igor.model.versions import JENKINS_VERSION

__all__ = ["HUDSON_VERSION", "JENKINS_VERSION", "SESSION", "VERSION_HEADERS"]

#: The version that Hudson's last clients look for.
HUDSON_VERSION = "1.395"

#: A value that changes with each start: clients notice a restart by it.
SESSION = secrets.token_hex(4)

VERSION_HEADERS = {
    "X-Jenkins": JENKINS_VERSION,
    "X-Hudson": HUDSON_VERSION,
    "X-Jenkins-Session": SESSION,
}
