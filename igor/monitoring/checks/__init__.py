"""Checks that Sensu (both generations) and Nagios run: ``igor check NAME``.

They stand on sensu-plugin's classes and ask what Jenkins' Metrics plugin answers, so that they watch Igor and a stock
Jenkins alike. Exit codes: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN (the check itself could not look).
"""
