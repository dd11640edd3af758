"""Jenkins' XML → model. The stored text stays what was posted; this package reads it and makes small edits in place.

``read_item`` and ``read_view`` parse; ``definition_to_json`` keeps a job's definition in ``build.plan``; ``edit``
changes single elements of the text; ``default_config`` gives the XML of an empty item.
"""

from igor.configxml.codec import definition_from_json, definition_to_json
from igor.configxml.defaults import default_config
from igor.configxml.edit import add_job_name, map_job_references, remove_job_name, set_description, set_disabled
from igor.configxml.matrix import configuration_xmls
from igor.configxml.reader import read_item, read_view
from igor.configxml.source import clean

__all__ = [
    "add_job_name",
    "clean",
    "configuration_xmls",
    "default_config",
    "definition_from_json",
    "definition_to_json",
    "map_job_references",
    "read_item",
    "read_view",
    "remove_job_name",
    "set_description",
    "set_disabled",
]
