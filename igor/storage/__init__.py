"""The store: SQLite behind ``Store``; numbered migrations; ``schema.sql`` is what they add up to."""
