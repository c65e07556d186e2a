"""The databases that the parts measure in."""
import names
from lab import ORGS

BESIDE = 1_000_000
TARGET, EXISTING = "target", "existing"  # Their ids are 1 and 2.
EMPTY, LOADED = "bench_empty", "bench_loaded"
COMMON = "son"  # About one name in fifteen has it.


def name_file(lab, size):
    """Names, one a line: what orgs and SQLAlchemy import."""
    path = lab.work / f"names-{size}"
    if not path.exists():
        names.write(path, size)
    return path


def copy_file(lab, size):
    """The same names behind the organization's id: what psql and pgloader load."""
    path = lab.work / f"members-{size}.tsv"
    if not path.exists():
        names.write(path, size, prefix="1\t")
    return path


def empty(lab):
    """A database with two organizations, and no member."""
    if EMPTY not in databases(lab):
        lab.database(EMPTY)
        lab.run(ORGS, ["create", TARGET, EXISTING], EMPTY)
    return EMPTY


def beside(lab, size):
    """A database with members in one organization, and none in the target."""
    rows = min(size, BESIDE)
    name = f"bench_beside_{rows}"
    if name not in databases(lab):
        lab.database(name, empty(lab))
        lab.run(ORGS, ["members", "import", EXISTING, str(name_file(lab, rows))], name)
    return name


def loaded(lab, size):
    """A database with all members in the target, beside those of the other organization."""
    name = f"{LOADED}_{size}"
    if name not in databases(lab):
        lab.database(name, beside(lab, size))
        taken = lab.run(
            ORGS, ["members", "import", TARGET, str(name_file(lab, size))], name, timeout=60 + size / 5000,
            env={"ORGS_JAVA_OPTS": "-Xmx32m"})
        lab.record("memory", "import under -Xmx32m", ORGS, size=size, **taken)
        lab.sql("VACUUM (ANALYZE) orgs.members", name)
    return name


def databases(lab):
    return lab.sql("SELECT datname FROM pg_database").split()
