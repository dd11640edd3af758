"""What services take and answer with, for those who call services: REST and pages do not know the storage."""

from igor.jobdsl.session import GeneratedConfigFile, GeneratedItem, SeedResult
from igor.scheduler.relations import Relations
from igor.storage.records import ItemRow, User, ViewRow

__all__ = ["GeneratedConfigFile", "GeneratedItem", "ItemRow", "Relations", "SeedResult", "User", "ViewRow"]
