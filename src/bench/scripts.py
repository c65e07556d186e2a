"""Many small commands: `orgs run`, as many processes, and psql with a script of the same statements."""
import data
from lab import ORGS, PSQL, SQLALCHEMY

SCRATCH = "bench_scratch"
PROCESSES = 50  # Separate processes are measured on so many, and told for one.


def measure(lab, quick):
    count = 1_000 if quick else 5_000
    orgs_script, sql_script = lab.work / "script.orgs", lab.work / "script.sql"
    orgs_script.write_text("".join(f'members add target "member {n}"\n' for n in range(count)))
    sql_script.write_text("".join(
        "select org_id, org_name from orgs.organizations where org_name = 'target';\n"
        f"insert into orgs.members (org_id, member_name) values (1, 'member {n}') returning member_id, member_name;\n"
        for n in range(count)))
    lists = lab.work / "lists.orgs"
    lists.write_text("".join(f"members list target --limit 10 --after {n}\n" for n in range(count)))
    shows = lab.work / "shows.orgs"
    shows.write_text("show target --count none\n" * 4 * count)
    options = {"database": SCRATCH, "timeout": 600}
    lab.database(SCRATCH, data.empty(lab))
    lab.settle()
    lab.in_turn("scripts", "append of one member, a transaction each", count, 3, [
        (ORGS, ["run", str(orgs_script)], {**options, "label": "orgs run"}),
        (ORGS, ["run", "--single-transaction", str(orgs_script)],
         {**options, "label": "orgs run --single-transaction"}),
        (PSQL, ["-f", str(sql_script)], {**options, "label": "psql -f"}),
    ])
    lab.in_turn("scripts", "page of 10 members", count, 3, [
        (ORGS, ["run", str(lists)], {**options, "label": "orgs run"}),
    ])
    lab.in_turn("scripts", "one organization by its name", 4 * count, 3, [
        (ORGS, ["run", str(shows)], {**options, "label": "orgs run"}),
    ])
    lab.in_turn("scripts", "one organization by its name", 1, PROCESSES, [
        (ORGS, ["show", "target", "--count", "none"], {**options, "label": "orgs, a process each"}),
    ])
    for program, arguments in (
            (ORGS, ["members", "add", data.TARGET, "one more"]),
            (PSQL, ["-c", "insert into orgs.members (org_id, member_name) values (1, 'one more')"]),
            (SQLALCHEMY, ["add", data.TARGET, "one more"])):
        lab.in_turn("scripts", "append of one member, a transaction each", 1, PROCESSES,
                    [(program, arguments, {**options, "label": f"{program}, a process each"})])
    lab.drop(SCRATCH)
