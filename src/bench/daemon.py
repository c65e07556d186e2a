"""Commands in a daemon, beside a process each and psql, all as whole processes, in turn; and a loop of a shell."""
import os
import subprocess

import data
from lab import ORGS, PSQL, SQLALCHEMY

SCRATCH = "bench_scratch"
LOOP = 100

WARM, COLD = "orgs, in a daemon", "orgs, a process each"


def measure(lab, quick):
    runs = 20 if quick else 100
    lab.database(SCRATCH, data.empty(lab))
    lab.settle()
    counter = iter(range(1, 1_000_000))
    commands = [
        ("create", lambda n: ["create", f"daemon {n}"],
         lambda n: f"insert into orgs.organizations (org_name) values ('daemon {n}') returning org_id, org_name"),
        ("members add", lambda n: ["members", "add", data.TARGET, f"member {n}"],
         lambda n: f"insert into orgs.members (org_id, member_name) values (1, 'member {n}') returning member_id"),
        ("members list --limit 10", lambda n: ["members", "list", data.TARGET, "--limit", "10"],
         lambda n: "select member_id, member_name from orgs.members where org_id = 1 order by member_id limit 10"),
        ("show", lambda n: ["show", data.TARGET, "--count", "none"],
         lambda n: f"select org_id, org_name from orgs.organizations where org_name = '{data.TARGET}'"),
        ("members count", lambda n: ["members", "count", data.TARGET],
         lambda n: "select count(*) from orgs.members where org_id = 1"),
    ]
    options = {"database": SCRATCH, "timeout": 600}
    _daemon(lab, "start")
    try:
        for what, arguments, sql in commands:
            for _ in range(20):  # The daemon has compiled what it runs often.
                lab.run(ORGS, arguments(next(counter)), **options)
            for _ in range(runs):
                n = next(counter)
                lab.in_turn("daemon", what, 1, 1, [
                    (ORGS, arguments(n), {**options, "label": WARM}),
                    (ORGS, arguments(f"{n} cold"), {**options, "label": COLD, "env": {"ORGS_DAEMON": "off"}}),
                    (PSQL, ["-c", sql(f"{n} psql")], options),
                ])
    finally:
        _daemon(lab, "stop")
    _loops(lab, options, runs=3 if quick else 10)
    lab.drop(SCRATCH)


def _loops(lab, options, runs):
    """A hundred calls in a script; that of the daemon begins with its start."""
    warm = f'"$1" daemon start -q; i=0; while [ $i -lt {LOOP} ]; do i=$((i + 1)); "$1" -d {SCRATCH} create "$2 $i"; done; "$1" daemon stop -q'
    cold = f'i=0; while [ $i -lt {LOOP} ]; do i=$((i + 1)); ORGS_DAEMON=off "$1" -d {SCRATCH} create "$2 $i"; done'
    bare = (f'i=0; while [ $i -lt {LOOP} ]; do i=$((i + 1)); "$1" -X -c '
            '"insert into orgs.organizations (org_name) values (\'$2 $i\') returning org_id, org_name"; done')
    for n in range(runs):
        lab.in_turn("daemon", f"a script of {LOOP} creates", LOOP, 1, [
            ("sh", ["sh", "-c", warm, "sh", lab.orgs, f"loop {n} warm"], {**options, "label": WARM}),
            ("sh", ["sh", "-c", cold, "sh", lab.orgs, f"loop {n} cold"], {**options, "label": COLD}),
            ("sh", ["sh", "-c", bare, "sh", "psql", f"loop {n} psql"],
             {**options, "label": PSQL, "env": {**lab.libpq, "PGDATABASE": SCRATCH}}),
        ])
        for i in range(LOOP if n == 0 else 0):
            lab.in_turn("daemon", "create", 1, 1, [(SQLALCHEMY, ["create", f"alchemy {i}"], dict(options))])


def _daemon(lab, what):
    subprocess.run([lab.orgs, "daemon", what], env=os.environ, check=True, stdout=subprocess.DEVNULL, timeout=60)
