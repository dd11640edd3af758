"""Igor: a Jenkins-compatible control plane in Python."""

__version__ = "0.1.0"

#: The Jenkins LTS whose behaviour Igor follows; sent as ``X-Jenkins``.
JENKINS_VERSION = "2.541.3"
