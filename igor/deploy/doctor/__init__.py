"""Finding and explaining what is wrong: probes gather facts, pure functions judge them."""
