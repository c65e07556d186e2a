"""What the measurements were made on and with."""
import os
import platform
import re
import subprocess
from pathlib import Path

import sqlalchemy
import psycopg2

import startup


def _first_line(*command):
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    return (done.stdout or done.stderr).strip().splitlines()[0]


def describe(lab):
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1])
    cpu = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    release = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())[1]
    return {
        "CPU": f"{os.cpu_count()} cores, {cpu[1] if cpu else platform.machine()}",
        "memory": f"{memory / 1024 / 1024:.0f} GiB",
        "system": f"{release}, Linux {platform.release().split('-')[0]}",
        "orgs": _first_line(lab.orgs, "--version"),
        "Java": ", ".join(version for _, version in startup.jdks()) + f"; unless told otherwise: {_default_java()}",
        "PostgreSQL": lab.sql("SHOW server_version") + ", with the local database's settings (fsync on)",
        "psql": _first_line("psql", "--version"),
        "SQLAlchemy": f"{sqlalchemy.__version__}, psycopg2 {psycopg2.__version__.split()[0]}, Python "
                      f"{platform.python_version()}",
        "pgloader": _first_line("dpkg-query", "-W", "-f", "${Version}", "pgloader"),
        "hyperfine": _first_line("hyperfine", "--version"),
    }


def _default_java():
    text = subprocess.run(["java", "-version"], capture_output=True, encoding="utf-8").stderr
    return text.split('"')[1]
