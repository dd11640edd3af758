"""All classes that scripts may name, by their Java names."""

from __future__ import annotations

from igor.console import jobs, locks, people, root

CLASSES = {cls.name: cls for module in (root, jobs, people, locks) for cls in module.CLASSES}
