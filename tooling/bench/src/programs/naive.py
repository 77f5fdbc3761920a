"""The baseline in Python's standard library: parses every level with `json.loads`, and stores nothing."""

import json
import re
import sqlite3
import sys
import time


def side_of(text):
    volume, highest, lowest = 0.0, float("-inf"), float("inf")
    for price, size, *_ in json.loads(text):
        volume += size
        highest = max(highest, price)
        lowest = min(lowest, price)
    return volume, highest, lowest


def read_book(database, totals):
    last = 0
    for bids, asks, timestamp in database.execute("SELECT bids, asks, timestamp FROM book ORDER BY id"):
        bid_volume, best_bid, _ = side_of(bids)
        ask_volume, _, best_ask = side_of(asks)
        totals["snapshots"] += 1
        totals["obi"] += (bid_volume - ask_volume) / (bid_volume + ask_volume)
        totals["bestBid"] += best_bid
        totals["bestAsk"] += best_ask
        last = int(timestamp)
    return last


def read_cvd(database, last):
    """Trades behind the last snapshot have no metric to go to."""
    cvd = 0.0
    for size, side, timestamp in database.execute("SELECT size, side, timestamp FROM trades ORDER BY id"):
        if int(timestamp) <= last:
            cvd += size if side == "buy" else -size
    return cvd


def peak_megabytes():
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return int(re.search(r"^VmHWM:\s*(\d+) kB$", status.read(), re.MULTILINE)[1]) / 1024
    except OSError:
        return None


def main():
    start, cpu_start = time.perf_counter(), time.process_time()
    database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    totals = {"snapshots": 0, "obi": 0.0, "bestBid": 0.0, "bestAsk": 0.0, "cvd": 0.0}
    totals["cvd"] = read_cvd(database, read_book(database, totals))
    database.close()
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu_start
    figures = {"totals": totals, "seconds": seconds, "cpuSeconds": cpu_seconds, "peakMegabytes": peak_megabytes()}
    print(json.dumps(figures))


main()
