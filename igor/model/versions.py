"""The Jenkins version whose behaviour Igor follows; clients choose their own behaviour by it."""

JENKINS_VERSION = "2.555.1"
