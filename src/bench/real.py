"""Real names: all of the npm registry's packages. Scopes are organizations, packages their members."""
import filecmp
import json
import os
import subprocess
import tarfile

import data
from lab import ORGS, PSQL

PACKAGE = "all-the-package-names"
SCRATCH = "bench_scratch"
LONGEST = 50
SMALL_HEAP = {"ORGS_JAVA_OPTS": "-Xmx32m"}

# What orgs import does, as one would write it by hand.
BY_HAND = r"""
begin;
create temporary table staging (org varchar, member varchar) on commit drop;
\copy staging from '{file}'
analyze staging;
insert into orgs.organizations (org_name) select distinct org from staging on conflict do nothing;
insert into orgs.members (org_id, member_name)
  select org_id, member from staging join orgs.organizations on org_name = org;
commit;
"""


def measure(lab, archive, runs):
    everything, good, counts = _prepare(lab, archive or _fetch(lab))
    rejects, out = lab.work / "rejects", lab.work / "exported.tsv"
    by_hand = lab.work / "by-hand.sql"
    by_hand.write_text(BY_HAND.format(file=good))
    options = {"database": SCRATCH, "timeout": 900}

    def before():
        lab.database(SCRATCH)
        lab.run(ORGS, ["list"], SCRATCH)  # migrates
        rejects.unlink(missing_ok=True)
        lab.settle()

    lab.in_turn("real", "import", counts["names"], runs, [
        (PSQL, ["-f", str(by_hand)], {**options, "label": "psql, good rows only"}),
        (ORGS, ["import", str(everything), "--rejects", str(rejects)], {**options, "codes": (5,)}),
        (ORGS, ["import", str(everything), "--rejects", str(rejects)],
         {**options, "codes": (5,), "env": SMALL_HEAP, "label": "orgs, -Xmx32m"}),
    ], before)
    lab.in_turn("real", "export", counts["good"], runs, [
        (ORGS, ["export"], {**options, "stdout": out}),
        (ORGS, ["export"], {**options, "stdout": out, "env": SMALL_HEAP, "label": "orgs, -Xmx32m"}),
        (PSQL, ["-c", r"\copy (select org_name, member_name from orgs.organizations"
                      r" left join orgs.members using (org_id) order by org_id, member_id) to stdout"],
         {**options, "stdout": lab.work / "exported-psql.tsv"}),
    ], lab.settle)
    rejected = sum(1 for _ in open(rejects, "rb"))
    organizations = int(lab.sql("SELECT count(*) FROM orgs.organizations", SCRATCH))
    same = _sorted_equal(lab, good, out)
    lab.record("real", "check", ORGS, size=counts["names"], **counts, rejects_file_lines=rejected,
               organizations_in_database=organizations, same_multiset=same)
    lab.drop(SCRATCH)


def _fetch(lab):
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=lab.work, check=True, stdout=subprocess.DEVNULL,
                   timeout=300)
    return next(lab.work.glob(f"{PACKAGE}-*.tgz"))


def _prepare(lab, archive):
    """Writes what is imported, and of it what must come out again."""
    with tarfile.open(archive) as tar:
        names = json.load(tar.extractfile("package/names.json"))
        version = json.load(tar.extractfile("package/package.json"))["version"]
    everything, good = lab.work / "npm.tsv", lab.work / "npm-good.tsv"
    kept, scopes = 0, set()
    with open(everything, "w", encoding="utf-8") as all_file, open(good, "w", encoding="utf-8") as good_file:
        for name in names:
            scope, slash, package = name.partition("/")
            org, member = (scope, package) if slash else ("npm", name)
            line = f"{org}\t{member}\n"
            all_file.write(line)
            if len(org) <= LONGEST and len(member) <= LONGEST:
                good_file.write(line)
                kept += 1
                scopes.add(org)
    return everything, good, {"names": len(names), "good": kept, "bad": len(names) - kept,
                              "organizations": len(scopes), "package_version": version}


def _sorted_equal(lab, one, other):
    files = []
    for path in (one, other):
        files.append(lab.work / f"sorted-{len(files)}")
        subprocess.run(["sort", "-S", "1G", "-T", str(lab.work), "-o", str(files[-1]), str(path)],
                       env={**os.environ, "LC_ALL": "C"}, check=True, timeout=600)
    return filecmp.cmp(*files, shallow=False)
