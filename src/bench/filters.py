"""Pages of filters: the time in the server, and the whole process."""
import data
import names
from lab import ORGS, PSQL, SQLALCHEMY

PAGE = 100


def measure(lab, size, runs):
    database = data.loaded(lab, size)
    rare = names.rare_family()
    whole = lab.sql(f"SELECT min(member_name) FROM orgs.members WHERE member_name LIKE '%{rare}'", database)
    whole = whole or f"Mary {rare}"
    # What is asked, as an option of orgs and as SQL.
    filters = [
        ("rare", ["--contains", rare], f"like '%{rare}%'"),
        ("rare, any case", ["--contains", rare.upper(), "-i"], f"ilike '%{rare.upper()}%'"),
        ("rare, regex", ["--regex", f"{rare[:6]}.*{rare[-2:]}$"], f"~ '{rare[:6]}.*{rare[-2:]}$'"),
        ("rare, equal", ["--name", whole], f"= '{whole}'"),
        ("none", ["--contains", "qzxjqv"], "like '%qzxjqv%'"),
        ("in between", ["--contains", "Smith"], "like '%Smith%'"),
        ("common", ["--contains", data.COMMON], f"like '%{data.COMMON}%'"),
        ("common, prefix", ["--prefix", "Ma"], "like 'Ma%'"),
        ("common, two letters", ["--contains", "in"], "like '%in%'"),
        ("in between, one letter of Han", ["--contains", "王"], "like '%王%'"),
    ]
    lab.log_durations(True)
    try:
        for kind, options, condition in filters:
            _race(lab, size, max(runs, 5), database, kind, options, condition)
    finally:
        lab.log_durations(False)


def _race(lab, size, runs, database, kind, options, condition):
    query = f"from orgs.members where org_id = 1 and member_name {condition}"
    found = int(lab.sql(f"SELECT count(*) {query}", database))
    page = f"select member_id, member_name {query} order by member_id limit {PAGE}"
    plan = lab.sql(f"EXPLAIN {page}", database)
    more = {"matches": found, "share": found / size, "option": " ".join(options),
            "index": "members_search" if "members_search" in plan else "members_pkey"}
    common = {"database": database, "server": True, "timeout": 300}
    contestants = [
        (ORGS, ["members", "list", data.TARGET, *options, "--limit", str(PAGE)], common),
        (PSQL, ["-c", page], common),
    ]
    if condition.startswith("like"):
        pattern = condition[len("like '"):-1]
        contestants.append((SQLALCHEMY, ["list", data.TARGET, "--like", pattern, "--limit", str(PAGE)], common))
    lab.in_turn("filters", f"first {PAGE}: {kind}", size, runs, contestants, **more)
