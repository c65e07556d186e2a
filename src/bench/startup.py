"""How long a command takes from its start to its end, on every JDK, beside psql and the SQLAlchemy script."""
import json
import os
import subprocess
import time
from pathlib import Path

import data
from lab import ORGS, PSQL, SQLALCHEMY

SCRATCH = "bench_scratch"

# Each does what the one before it does and something more; connecting and initializing jOOQ overlap.
STEPS = [
    ("the launcher and the JVM: `orgs --version`", ["--version"], {}),
    ("and the command line: `orgs completion bash`", ["completion", "bash"], {}),
    ("and a connection: `orgs db status`", ["db", "status"], {}),
    ("and jOOQ: `orgs members count target`", ["members", "count", "target"], {}),
    ("and a change: `orgs create`", ["create"], {}),
    ("without the archive of classes: `orgs create`", ["create"], {"ORGS_CLASS_ARCHIVE": "off"}),
]


def jdks():
    """The homes of the JDKs here, each once, by version."""
    found = {}
    for java in Path("/usr/lib/jvm").glob("*/bin/java"):
        release = java.parent.parent / "release"
        if release.exists():
            text = release.read_text()
            version = text.split('JAVA_VERSION="')[1].split('"')[0]
            found[str(java.resolve().parent.parent)] = version
    return sorted(found.items(), key=lambda one: int(one[1].split(".")[0]))


def measure(lab, quick):
    lab.database(SCRATCH, data.empty(lab))
    homes = jdks()
    for home, _ in homes:
        _warm(lab, home)
    names = ["Ana Newcomer"]
    commands = {
        "version": (["--version"], None, None),
        "create": (["create"], "insert into orgs.organizations (org_name) values ('{}') returning org_id, org_name",
                   ["create"]),
        "members add": (["members", "add", "target", *names],
                        f"insert into orgs.members (org_id, member_name) values (1, '{names[0]}') returning member_id",
                        ["add", "target", *names]),
        "members list --limit 10": (
            ["members", "list", "target", "--limit", "10"],
            "select member_id, member_name from orgs.members where org_id = 1 order by member_id limit 10",
            ["list", "target", "--limit", "10"]),
    }
    rounds, runs = (1, 5) if quick else (3, 12)
    for _ in range(rounds):
        for what, (orgs, sql, sqlalchemy) in commands.items():
            contestants = [(f"orgs, JDK {version}", ORGS, orgs, {"JAVA_HOME": home}) for home, version in homes]
            if sql:
                contestants += [(PSQL, PSQL, ["-c", sql], {}), (SQLALCHEMY, SQLALCHEMY, sqlalchemy, {})]
            for label, program, arguments, env in contestants:
                _hyperfine(lab, "startup", what, label, program, arguments, env, runs, unique=what == "create")
        for step, arguments, more in STEPS:
            for home, version in homes:
                _hyperfine(lab, "steps", step, f"orgs, JDK {version}", ORGS, arguments, {"JAVA_HOME": home, **more}, runs,
                           unique=arguments == ["create"])
    lab.drop(SCRATCH)


def _hyperfine(lab, part, what, label, program, arguments, env, runs, unique):
    # Every organization has a name of its own: hyperfine has no counter, so a shell that becomes the program has one.
    argv, more = lab.argv(program, arguments, SCRATCH)
    result = lab.work / "hyperfine.json"
    if unique:
        argv = _with_unique_name(lab, program, argv)
    command = " ".join(_quote(word) for word in argv)
    subprocess.run(
        ["hyperfine", "-N", "--style", "none", "--warmup", "2", "--runs", str(runs), "--export-json", str(result),
         command],
        env={**os.environ, **more, **env}, check=True, stdout=subprocess.DEVNULL, timeout=600)
    for seconds in json.loads(result.read_text())["results"][0]["times"]:
        lab.record(part, what, label, size=1, seconds=seconds)


def _with_unique_name(lab, program, argv):
    """bash counts in a file without forking anything, and becomes the program: 1 ms for each of them."""
    counter = lab.work / "counter"
    if not counter.exists():
        counter.write_text("0\n")
    script = lab.work / f"create-{program}"
    words = " ".join(_quote(word) for word in argv)
    words = words.replace("{}", "'\"$n\"'") if program == PSQL else f'{words} "org $n"'
    script.write_text(f"#!/bin/bash\nread -r n <{counter}\necho $((n + 1)) >{counter}\nexec {words}\n")
    script.chmod(0o755)
    return [str(script)]


def _quote(word):
    return "'" + word.replace("'", "'\"'\"'") + "'"


def _warm(lab, home):
    """The first call has an archive of classes made in the background; it is waited for."""
    env = {"JAVA_HOME": home}
    lab.run(ORGS, ["list"], SCRATCH, env=env)
    folder = lab.work / "home" / "cache" / "archive"
    for _ in range(360):
        if any(home in str(path) for path in folder.rglob("*.jsa")) and not list(folder.rglob("making")):
            return
        time.sleep(0.5)
    raise SystemExit(f"no class archive for {home} after three minutes")
