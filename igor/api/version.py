"""The Jenkins version whose behaviour the REST API follows; clients choose their own behaviour by it."""

import secrets

JENKINS_VERSION = "2.555.1"

#: The version that Hudson's last clients look for.
HUDSON_VERSION = "1.395"

#: A value that changes with each start: clients notice a restart by it.
SESSION = secrets.token_hex(4)

VERSION_HEADERS = {
    "X-Jenkins": JENKINS_VERSION,
    "X-Hudson": HUDSON_VERSION,
    "X-Jenkins-Session": SESSION,
}
