#!/usr/bin/env python3
"""First step of two: totals of the orders by day and product.

The orders are made from a fixed seed, as a stand-in for a database. Result: $JENKINS_HOME/userContent/orders/daily.json
"""

import json
import os
import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

FIRST_DAY, DAYS, ORDERS = date(2026, 1, 5), 28, 20_000
PRICES_CENT = {"tea": 450, "coffee": 690, "cocoa": 520, "cups": 1290}


def orders():
    chance = random.Random(42)
    for _ in range(ORDERS):
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        yield day.isoformat(), chance.choice(sorted(PRICES_CENT)), chance.randint(1, 5)


def main():
    totals = Counter()
    for day, product, pieces in orders():
        totals[day, product] += pieces * PRICES_CENT[product]
    rows = [{"day": day, "product": product, "cents": cents} for (day, product), cents in sorted(totals.items())]
    folder = Path(os.environ["JENKINS_HOME"], "userContent", "orders")
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / "daily.json.new"
    unfinished.write_text(json.dumps({"orders": ORDERS, "days": DAYS, "rows": rows}, indent=1), encoding="utf-8")
    unfinished.replace(folder / "daily.json")
    print(f"{ORDERS:,} orders, {len(rows)} totals, {sum(totals.values()) / 100:,.2f} in all")


main()
