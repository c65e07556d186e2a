"""The place where things are measured: one server, its databases, the programs, and the file of measurements."""
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON = "/usr/bin/python3"
SQLALCHEMY_COMMAND = [PYTHON, str(HERE / "sqlalchemy_peer.py")]
PSQL_COMMAND = ["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1"]
DURATION = re.compile(rb"duration: ([0-9.]+) ms")

ORGS, PSQL, SQLALCHEMY, PGLOADER = "orgs", "psql", "SQLAlchemy", "pgloader"


class Lab:
    def __init__(self, orgs, work, results):
        self.orgs = orgs
        self.work = Path(work)
        self.results = Path(results) / "results.jsonl"
        data = self.work / "home" / "data"
        self.log = data / "server.log"
        self.port = (data / "postgresql" / "postmaster.pid").read_text().splitlines()[3]
        self.password = (data / "password").read_text().strip()
        # orgs finds its local server by itself; the others by libpq's variables.
        self.libpq = {"PGHOST": "127.0.0.1", "PGPORT": self.port, "PGUSER": "orgs", "PGPASSWORD": self.password}

    # --- databases ---------------------------------------------------------------------------------------------------

    def sql(self, text, database="postgres"):
        """Runs SQL outside all measurements; returns its rows as text."""
        env = {**os.environ, **self.libpq, "PGDATABASE": database}
        done = subprocess.run(PSQL_COMMAND + ["-c", text], env=env, capture_output=True, encoding="utf-8", timeout=1800)
        if done.returncode != 0:
            sys.exit(f"psql: {done.stderr}\n{text}")
        return done.stdout.strip()

    def database(self, name, template=None):
        """Makes a database anew: empty, or a copy of another one, file by file."""
        self.drop(name)
        self.sql(f"CREATE DATABASE {name}" + (f" TEMPLATE {template} STRATEGY file_copy" if template else ""))

    def drop(self, name):
        self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def settle(self):
        """What came before shall not cost what comes next."""
        self.sql("CHECKPOINT")
        os.sync()

    def log_durations(self, on):
        """Lets the server write down how long it works at each message of a client."""
        self.sql("ALTER SYSTEM " + ("SET log_min_duration_statement = 0" if on else "RESET log_min_duration_statement"))
        self.sql("SELECT pg_reload_conf()")
        time.sleep(0.5)

    # --- programs ----------------------------------------------------------------------------------------------------

    def argv(self, program, arguments, database):
        """The command line and the environment of a program's run."""
        if program == ORGS:
            return [self.orgs, "-d", database, *arguments], {}
        env = {**self.libpq, "PGDATABASE": database}
        if program == PSQL:
            return [*PSQL_COMMAND, *arguments], env
        if program == SQLALCHEMY:
            return [*SQLALCHEMY_COMMAND, *arguments], env
        return arguments, env

    def run(self, program, arguments, database, *, stdout=os.devnull, env=None, timeout=600, codes=(0,), server=False,
            head=False):
        """Runs a program; returns what it took. With server, also the time that the server worked.

        With head, only until somebody who wants one line has it and the program has ended.
        """
        argv, more = self.argv(program, arguments, database)
        if head:
            argv = ["bash", "-c", '"$@" | head -n 1', "bash", *argv]
        result = self.work / "measured.json"
        logged = self.log.stat().st_size
        with open(stdout, "wb") as out, open(self.work / "stderr", "w+b") as err:
            wrapper = subprocess.Popen(
                [PYTHON, "-I", "-S", str(HERE / "measured.py"), str(result), str(timeout), *argv],
                stdin=subprocess.DEVNULL, stdout=out, stderr=err, env={**os.environ, **more, **(env or {})})
            try:
                wrapper.wait()
            except BaseException:
                wrapper.terminate()
                wrapper.wait()
                raise
            err.seek(0)
            message = err.read().decode(errors="replace")[-2000:]
        taken = json.loads(result.read_text())
        if taken["code"] not in codes:
            sys.exit(f"ended with {taken['code']} after {taken['seconds']:.1f} s: {' '.join(argv)}\n{message}")
        if server:
            with open(self.log, "rb") as log:
                log.seek(logged)
                taken["server_ms"] = sum(map(float, DURATION.findall(log.read())))
        return taken

    # --- measurements ------------------------------------------------------------------------------------------------

    def record(self, part, what, program, **more):
        row = {"part": part, "what": what, "program": program, **more}
        with open(self.results, "a") as file:
            file.write(json.dumps(row) + "\n")
        shown = {key: value for key, value in more.items() if key not in ("code", "cpu")}
        print(f"{part}: {what}: {program}: {shown}", flush=True)

    def in_turn(self, part, what, size, runs, contestants, before=None, after=None, **fields):
        """Runs contestants in turn, several times: (program, arguments, options of run).

        Of the options, label is the program's name in the results; after tells more to be recorded.
        """
        for _ in range(runs):
            for program, arguments, options in contestants:
                if before:
                    before()
                options = dict(options)
                label = options.pop("label", program)
                taken = self.run(program, arguments, **options)
                more = after(label) if after else {}
                self.record(part, what, label, size=size, **fields, **taken, **(more or {}))
