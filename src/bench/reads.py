"""Export of everything, streams with a filter, first row, count."""
import filecmp

import data
from lab import ORGS, PSQL, SQLALCHEMY

MEMBERS = "select member_id, member_name from orgs.members where org_id = 1"
ROWS = "SQLAlchemy, rows not objects"
SMALL_HEAP = {"ORGS_JAVA_OPTS": "-Xmx32m"}


def measure(lab, size, runs):
    database = data.loaded(lab, size)
    files = {program: str(lab.work / f"out-{number}") for number, program in enumerate((ORGS, PSQL, SQLALCHEMY, ROWS))}

    def run(program, arguments, label=None, **more):
        label = label or program
        return program, arguments, {"database": database, "label": label, "stdout": files[label],
                                    "timeout": 60 + size / 2000, **more}

    def race(what, contestants):
        lab.in_turn("reads", what, size, runs, contestants, before=lab.settle)

    def same():
        for program, path in files.items():
            if not filecmp.cmp(files[PSQL], path, shallow=False):
                raise SystemExit(f"the output of {program} differs from psql's")

    race("export as TSV", [
        run(ORGS, ["members", "export", data.TARGET]),
        run(PSQL, ["-c", rf"\copy ({MEMBERS} order by member_id) to stdout"]),
        run(SQLALCHEMY, ["export", data.TARGET]),
        run(SQLALCHEMY, ["export", data.TARGET, "--columns"], ROWS),
    ])
    same()
    pattern = f"%{data.COMMON}%"
    race(f"stream of all that contain '{data.COMMON}'", [
        run(ORGS, ["members", "list", data.TARGET, "--contains", data.COMMON]),
        run(PSQL, ["-c", rf"\copy ({MEMBERS} and member_name like '{pattern}' order by member_id) to stdout"]),
        run(SQLALCHEMY, ["list", data.TARGET, "--like", pattern]),
        run(SQLALCHEMY, ["list", data.TARGET, "--like", pattern, "--columns"], ROWS),
    ])
    same()
    race("export as CSV", [
        run(ORGS, ["members", "export", data.TARGET, "--format", "csv"]),
        run(PSQL, ["-c", rf"\copy ({MEMBERS} order by member_id) to stdout csv header"]),
    ])
    race(f"stream of all that contain '{data.COMMON}', as CSV", [
        run(ORGS, ["members", "list", data.TARGET, "--contains", data.COMMON, "--format", "csv"]),
        run(PSQL, ["-c", rf"\copy ({MEMBERS} and member_name like '{pattern}' order by member_id) to stdout csv header"]),
    ])
    race("export as JSON Lines", [
        run(ORGS, ["members", "export", data.TARGET, "--format", "jsonl"]),
        run(PSQL, ["-c", rf"\copy (select json_build_object('member_id', member_id, 'member_name', member_name)"
                         rf" from ({MEMBERS} order by member_id) as members) to stdout"]),
    ])
    race("count", [
        run(ORGS, ["members", "count", data.TARGET]),
        run(PSQL, ["-c", "select count(*) from orgs.members where org_id = 1"]),
        run(SQLALCHEMY, ["count", data.TARGET]),
    ])
    race("first row of everything, then `head` ends it", [
        run(ORGS, ["members", "list", data.TARGET], head=True),
        run(PSQL, ["-v", "FETCH_COUNT=1000", "-c", f"{MEMBERS} order by member_id"], head=True),
        run(SQLALCHEMY, ["list", data.TARGET], head=True),
    ])
    lab.in_turn("memory", "export as TSV under -Xmx32m", size, 1,
                [run(ORGS, ["members", "export", data.TARGET], env=SMALL_HEAP)])
    lab.in_turn("memory", "list as JSON under -Xmx32m", size, 1,
                [run(ORGS, ["members", "list", data.TARGET, "--format", "json"], env=SMALL_HEAP)])
    for path in files.values():
        open(path, "w").close()
