"""Broken on purpose: log bytes are written wherever the log happens to end."""

from igor.controller import logs

logs.new_bytes = lambda have, offset, data: data
