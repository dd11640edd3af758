"""The tables: per context the methods that Igor supports and the XML that each makes. Importing this declares all."""

from igor.jobdsl.contexts import (  # noqa: F401  (imported for what they declare)
    authorization,
    dynamic,
    email,
    environment,
    igor,
    jobs,
    parameters,
    properties,
    publishers,
    scm,
    steps,
    triggers,
    views,
    workflow,
    wrappers,
)
from igor.jobdsl.declarations import declare_later

declare_later(*(f"{__name__}.{rare}" for rare in ("igor_policies", "multijob", "portlets", "view_parts")))
