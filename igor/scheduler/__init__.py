"""What to do next, decided purely: label expressions, cron tables, queue states, placement, triggers, discarding."""
