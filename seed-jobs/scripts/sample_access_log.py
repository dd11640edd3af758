#!/usr/bin/env python3
"""Write a sample access log in the combined format, the same bytes for the same DAYS and REQUESTS_PER_HOUR.

The file is left alone if it is there already. Result: $JENKINS_HOME/userContent/access-log/access.log
"""

import math
import os
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

FIRST_DAY = datetime(2026, 1, 5, tzinfo=timezone.utc)
PATHS = ["/", "/search", "/cart", "/checkout", "/api/orders", "/api/stock", "/login", "/static/app.js"]
WEIGHTS = [30, 18, 9, 4, 12, 10, 5, 40]
AGENTS = ["Mozilla/5.0 (X11; Linux x86_64)", "Mozilla/5.0 (iPhone)", "curl/8.5.0", "check_http/2.4"]


def requests_in(hour, per_hour):
    """More at noon than at night."""
    return round(per_hour * (1 + 0.8 * math.sin((hour % 24 - 6) / 24 * 2 * math.pi)))


def entry(chance, moment):
    path = chance.choices(PATHS, WEIGHTS)[0]
    status = chance.choices([200, 304, 404, 500, 503], [86, 8, 4, 1, 1])[0]
    size = 0 if status == 304 else chance.randint(200, 60_000)
    seconds = chance.lognormvariate(-2.5, 0.9) * (8 if status >= 500 else 1)
    client = f"10.{chance.randint(0, 3)}.{chance.randint(0, 255)}.{chance.randint(1, 254)}"
    at = moment.strftime("%d/%b/%Y:%H:%M:%S +0000")
    return f'{client} - - [{at}] "GET {path} HTTP/1.1" {status} {size} "-" "{chance.choice(AGENTS)}" {seconds:.3f}\n'


def lines(days, per_hour):
    chance = random.Random(20260105)
    for hour in range(days * 24):
        start = FIRST_DAY + timedelta(hours=hour)
        offsets = sorted(chance.uniform(0, 3600) for _ in range(requests_in(hour, per_hour)))
        yield from (entry(chance, start + timedelta(seconds=offset)) for offset in offsets)


def main():
    target = Path(os.environ["JENKINS_HOME"], "userContent", "access-log", "access.log")
    if target.exists():
        print(f"{target} is there: {target.stat().st_size:,} bytes")
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    days, per_hour = int(os.environ.get("DAYS", "7")), int(os.environ.get("REQUESTS_PER_HOUR", "240"))
    unfinished = target.with_suffix(".new")
    with unfinished.open("w", encoding="ascii") as log:
        log.writelines(lines(days, per_hour))
    unfinished.replace(target)
    print(f"wrote {target}: {target.stat().st_size:,} bytes, {days} days")


main()
