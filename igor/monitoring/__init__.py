"""Watching Igor and stock Jenkins: instruments that measure, and the checks that Sensu and Nagios run."""
