"""Members made equal to a file that lacks one in a hundred of them and has as many others; backup and restore."""
import data
from lab import ORGS, PSQL, SQLALCHEMY

SCRATCH = "bench_scratch"
ONE_IN = 100
IF_UNIQUE = "psql, if no name is there twice"
SMALL_HEAP = {"ORGS_JAVA_OPTS": "-Xmx32m"}

BEGIN = r"""
begin;
create temporary table wanted (n bigserial, member varchar(50)) on commit drop;
\copy wanted (member) from '{file}'
analyze wanted;
select from orgs.organizations where org_id = 1 for update;
"""

# The quickest: right as long as no name is there twice.
AS_A_SET = BEGIN + r"""
delete from orgs.members m where org_id = 1 and not exists (select from wanted where member = member_name);
insert into orgs.members (org_id, member_name) select 1, member from wanted
  where not exists (select from orgs.members where org_id = 1 and member_name = member) order by n;
commit;
"""

# The same result as of orgs, also for names that are there twice.
AS_A_MULTISET = BEGIN + r"""
create temporary table there on commit drop as
  select member_id, member_name, row_number() over (partition by member_name order by member_id) as copy
  from orgs.members where org_id = 1;
create temporary table numbered on commit drop as
  select n, member, row_number() over (partition by member order by n) as copy from wanted;
analyze there, numbered;
delete from orgs.members using there t where org_id = 1 and members.member_id = t.member_id
  and not exists (select from numbered w where w.member = t.member_name and w.copy = t.copy);
insert into orgs.members (org_id, member_name) select 1, member from numbered w
  where not exists (select from there t where t.member_name = w.member and t.copy = w.copy) order by n;
commit;
"""

DIFF = BEGIN + r"""
select 'remove', member_id, member_name from orgs.members
  where org_id = 1 and not exists (select from wanted where member = member_name) order by member_id;
select 'add', null, member from wanted
  where not exists (select from orgs.members where org_id = 1 and member_name = member) order by n;
rollback;
"""


def measure(lab, size, runs):
    template = data.loaded(lab, size)
    file = _file(lab, size)
    options = {"database": SCRATCH, "timeout": 600 + size / 2000}

    def before():
        lab.database(SCRATCH, template)
        lab.sql("SELECT count(*), max(member_name) FROM orgs.members", SCRATCH)
        lab.settle()

    def check(program):
        if program == IF_UNIQUE:
            return  # Some names are there twice, so that its result is another one.
        left = lab.sql("SELECT count(*), count(*) FILTER (WHERE member_name LIKE 'Newcomer %')"
                       " FROM orgs.members WHERE org_id = 1", SCRATCH)
        if left != f"{size}\t{size // ONE_IN}":
            raise SystemExit(f"{program} left {left} members")

    sync = ["members", "sync", data.TARGET, str(file), "--yes", "--summary"]
    if size > 1_000_000:
        before()
        lab.record("memory", "sync under -Xmx32m", ORGS, size=size, **lab.run(ORGS, sync, env=SMALL_HEAP, **options))
        check(ORGS)
        lab.drop(SCRATCH)
        return
    scripts = {name: _script(lab, name, text, file)
               for name, text in (("set", AS_A_SET), ("multiset", AS_A_MULTISET), ("diff", DIFF))}
    lab.in_turn("desired", "sync, 1 % added and 1 % removed", size, runs, [
        (ORGS, sync, options),
        (PSQL, ["-f", scripts["set"]], {**options, "label": IF_UNIQUE}),
        (PSQL, ["-f", scripts["multiset"]], options),
        (SQLALCHEMY, ["sync", data.TARGET, str(file)], options),
    ], before, check)
    before()
    lab.in_turn("desired", "diff", size, runs, [
        (ORGS, ["members", "diff", data.TARGET, str(file)], {**options, "codes": (10,)}),
        (PSQL, ["-f", scripts["diff"]], {**options, "label": IF_UNIQUE}),
        (SQLALCHEMY, ["diff", data.TARGET, str(file)], options),
    ])
    _backup(lab, size, runs, template, options)
    lab.drop(SCRATCH)


def _backup(lab, size, runs, template, options):
    saved, rows = lab.work / "saved.jsonl", lab.work / "saved.tsv"
    lab.database(SCRATCH, template)
    lab.in_turn("desired", "backup", size, runs, [
        (ORGS, ["backup", data.TARGET, "-o", str(saved)], options),
        (PSQL, ["-c", rf"\copy (select org_id, member_id, member_name from orgs.members where org_id = 1"
                      rf" order by member_id) to '{rows}'"], options),
    ])

    def before():
        lab.database(SCRATCH, data.empty(lab))
        lab.settle()

    lab.in_turn("desired", "restore", size, runs, [
        (ORGS, ["restore", str(saved)], options),
        (PSQL, ["-c", rf"\copy orgs.members (org_id, member_id, member_name) from '{rows}'"], options),
    ], before)


def _file(lab, size):
    path = lab.work / f"desired-{size}.lines"
    if not path.exists():
        with open(data.name_file(lab, size), encoding="utf-8") as names, open(path, "w", encoding="utf-8") as out:
            for number, line in enumerate(names):
                out.write(f"Newcomer {number}\n" if number % ONE_IN == 0 else line)
    return path


def _script(lab, name, text, file):
    path = lab.work / f"desired-{name}.sql"
    path.write_text(text.format(file=file))
    return str(path)
