"""kill -9 at random moments of an import: afterwards there must be all rows or none."""
import os
import random
import subprocess
import time

import data
from lab import ORGS

SCRATCH = "bench_scratch"
ROWS = 200_000


def measure(lab, count):
    names = data.name_file(lab, ROWS)
    rng = random.Random(3)
    for what, template in (("import beside existing rows", data.beside(lab, ROWS)), ("first load", data.empty(lab))):
        lab.database(SCRATCH, template)
        command = ["members", "import", data.TARGET, str(names)]
        usual = lab.run(ORGS, command, SCRATCH)["seconds"]
        lab.database(SCRATCH, template)
        for _ in range(count // 2):
            _kill(lab, what, template, command, rng.uniform(0, usual * 1.1))
    lab.drop(SCRATCH)


def _kill(lab, what, template, command, delay):
    argv, _ = lab.argv(ORGS, command, SCRATCH)
    start = time.monotonic()
    process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               env=os.environ)
    try:
        process.wait(timeout=delay)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    killed = time.monotonic()
    _wait_for_backend(lab)
    rows = int(lab.sql("SELECT count(*) FROM orgs.members WHERE org_id = 1", SCRATCH))
    index = lab.sql("SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('orgs.members_search')"
                    " AND indisvalid", SCRATCH) == "1"
    lab.record("kills", what, ORGS, size=ROWS, code=process.returncode, seconds=killed - start,
               backend_gone_after=time.monotonic() - killed, rows=rows, index=index,
               ok=rows in (0, ROWS) and index and (process.returncode != 0 or rows == ROWS))
    if rows:
        lab.database(SCRATCH, template)


def _wait_for_backend(lab):
    for _ in range(1200):
        if lab.sql(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{SCRATCH}'") == "0":
            return
        time.sleep(0.05)
    raise SystemExit("a killed import's backend is there after a minute")
