"""The tables: per context the methods that Igor supports and the XML that each makes. Importing this declares all."""

from igor.jobdsl.contexts import (  # noqa: F401  (imported for what they declare)
    authorization,
    dynamic,
    email,
    environment,
    igor,
    jobs,
    multijob,
    parameters,
    portlets,
    properties,
    publishers,
    scm,
    steps,
    triggers,
    view_parts,
    views,
    workflow,
    wrappers,
)
