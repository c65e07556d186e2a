"""Import into one organization, beside existing members and as the first load of an empty table."""
import data
from lab import ORGS, PGLOADER, PSQL, SQLALCHEMY

SCRATCH = "bench_scratch"

PGLOADER_SCRIPT = """
LOAD CSV FROM '{file}' (org_id, member_name)
INTO postgresql://orgs@127.0.0.1:{port}/{database}
TARGET TABLE orgs.members (org_id, member_name)
WITH fields terminated by '\\t', fields not enclosed;
"""


def measure(lab, size, runs):
    names, copy = str(data.name_file(lab, size)), str(data.copy_file(lab, size))
    orgs = (ORGS, ["members", "import", data.TARGET, names])
    psql = (PSQL, ["-c", rf"\copy orgs.members (org_id, member_name) from '{copy}'"])
    sqlalchemy = (SQLALCHEMY, ["import", data.TARGET, names])
    pgloader = (PGLOADER, _pgloader(lab, copy))
    _race(lab, "import beside existing rows", size, runs, data.beside(lab, size), [orgs, psql, sqlalchemy])
    _race(lab, "first load of an empty table", size, runs, data.empty(lab), [orgs, psql, pgloader])
    lab.drop(SCRATCH)


def _race(lab, what, size, runs, template, contestants):
    options = {"database": SCRATCH, "timeout": 120 + size / 2000}

    def before():
        lab.database(SCRATCH, template)
        lab.settle()

    def check(program):
        loaded = int(lab.sql("SELECT count(*) FROM orgs.members WHERE org_id = 1", SCRATCH))
        if loaded != size:
            raise SystemExit(f"{program} loaded {loaded} of {size} rows")

    lab.in_turn("loads", what, size, runs, [(*one, options) for one in contestants], before, check)


def _pgloader(lab, copy):
    script = lab.work / "members.load"
    script.write_text(PGLOADER_SCRIPT.format(file=copy, port=lab.port, database=SCRATCH))
    return ["pgloader", "--quiet", "--root-dir", str(lab.work / "pgloader"), "--on-error-stop", str(script)]
