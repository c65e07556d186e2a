"""Runs the parts of the benchmark one after another: bench.py ORGS WORK RESULTS [OPTION]..."""
import argparse
import datetime
import signal
import sys
import time
from pathlib import Path

import browse
import changes
import daemon
import desired
import filters
import kills
import loads
import machine
import network
import reads
import real
import scripts
import startup
from lab import Lab

PARTS = ["startup", "daemon", "network", "scripts", "reads", "filters", "browse", "changes", "desired", "loads", "real", "kills"]
SIZED = {"loads": loads, "reads": reads, "filters": filters, "browse": browse, "changes": changes, "desired": desired}
QUICK = 20_000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("orgs")
    parser.add_argument("work")
    parser.add_argument("results")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--sizes")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="")
    parser.add_argument("--kills", type=int)
    parser.add_argument("--real-data")
    options = parser.parse_args()
    only = options.only.split(",") if options.only else PARTS
    unknown = set(only) - set(PARTS)
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    sizes = [int(size) for size in (options.sizes or (str(QUICK) if options.quick else "1000000,10000000")).split(",")]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    lab = Lab(options.orgs, options.work, options.results)
    for part in PARTS:
        if part in only and not (part == "real" and options.quick):
            _measure(lab, part, options, sizes)


def _measure(lab, part, options, sizes):
    for size in sizes if part in SIZED else [None]:
        start, load = time.monotonic(), _load()
        if part in SIZED:
            SIZED[part].measure(lab, size, options.runs if size <= 1_000_000 else 1)
        elif part == "scripts":
            scripts.measure(lab, options.quick)
        elif part == "startup":
            startup.measure(lab, options.quick)
        elif part == "daemon":
            daemon.measure(lab, options.quick)
        elif part == "network":
            network.measure(lab, options.quick)
        elif part == "kills":
            kills.measure(lab, options.kills or (4 if options.quick else 50))
        else:
            real.measure(lab, options.real_data, 1)
        lab.record("machine", part, "machine", size=size, minutes=(time.monotonic() - start) / 60,
                   load_before=load, date=datetime.date.today().isoformat(), quick=options.quick,
                   facts=machine.describe(lab))


def _load():
    return float(Path("/proc/loadavg").read_text().split()[0])


if __name__ == "__main__":
    main()
