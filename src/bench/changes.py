"""Append of one member, and the delete of an organization with all its members."""
import data
from lab import ORGS, PSQL, SQLALCHEMY

SCRATCH = "bench_scratch"


def measure(lab, size, runs):
    template = data.loaded(lab, size)
    options = {"database": SCRATCH, "timeout": 300 + size / 2000}
    lab.database(SCRATCH, template)
    lab.log_durations(True)
    try:
        # One of each outside the record: the first of all reads the catalogue and the index from disk.
        for record in (False, True):
            _append(lab, size, 1 if not record else max(10, runs), {**options, "server": True}, record)
    finally:
        lab.log_durations(False)

    def before():
        lab.database(SCRATCH, template)
        # Read once, so that all start from the same memory.
        lab.sql("SELECT count(*), max(member_name) FROM orgs.members", SCRATCH)
        lab.settle()

    def check(program):
        left = lab.sql("SELECT count(*) FROM orgs.members WHERE org_id = 1", SCRATCH)
        if left != "0":
            raise SystemExit(f"{program} left {left} members")

    lab.in_turn("changes", "delete of the organization", size, runs, [
        (ORGS, ["delete", data.TARGET, "--yes"], options),
        (PSQL, ["-c", "delete from orgs.organizations where org_name = 'target'"], options),
        (SQLALCHEMY, ["delete", data.TARGET], options),
    ], before, check)
    lab.drop(SCRATCH)


def _append(lab, size, runs, options, record):
    name = "Ana Newcomer"
    contestants = [
        (ORGS, ["members", "add", data.TARGET, name], options),
        (PSQL, ["-c", f"insert into orgs.members (org_id, member_name) values (1, '{name}') returning *"], options),
        (SQLALCHEMY, ["add", data.TARGET, name], options),
    ]
    if record:
        lab.in_turn("changes", "append of one member", size, runs, contestants)
    else:
        for program, arguments, more in contestants:
            lab.run(program, arguments, **more)
