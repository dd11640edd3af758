"""Broken on purpose: bytes of a log are appended as they come, wherever they belong."""

from igor.controller import logs

logs.new_bytes = lambda have, offset, data: data
