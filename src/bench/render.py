"""Writes the document from the measurements: render.py RESULTS-FOLDER FILE"""
import sys
from pathlib import Path

from measurements import Measurements
from targets import judge

INTRODUCTION = """\
# Benchmarks

orgs beside psql, SQLAlchemy and pgloader: the same PostgreSQL, the same schema, the same names, run in turn.
`src/bench/run` measures all of this again and writes this file; `src/bench/run --help` tells its options, and with
`--quick` it takes a few minutes.

Seconds are the whole process, from its start to its end, JVM and interpreter included; they are medians of the runs, and
(in brackets) the fastest and the slowest. A ratio below 1 means that orgs is faster. Memory is the peak of the client's
process, the server not included. Only ratios within a row mean anything on another machine.

* **psql** does the same with `\\copy` and the same SQL. Its files hold the organization's id in front of every name, which
  orgs' don't, and that work is not counted.
* **SQLAlchemy** is `src/bench/sqlalchemy_peer.py`, modelled on its large collection example: Core's insert with 10,000
  parameter sets a time, `yield_per`, `passive_deletes=True`.
* **pgloader** loads CSV with its default settings.
* The names are invented, in eight scripts, with frequencies as among people: a few are common, most are rare.
* Before a load or a delete the database is copied anew from a template, and a checkpoint is made.
"""

TITLES = {
    "loads": ("Import", "Into one organization, in one transaction, with the search index complete at its end."),
    "reads": ("Export, streams, count", "Into a file; where everything is read, the files were compared byte by byte."),
    "changes": ("Append and delete", None),
    "scripts": ("Many small commands", None),
}


def seconds(value):
    return "" if value is None else f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 100 else f"{value:.0f}"


def spread(measured, *key):
    values = measured.values(*key)
    middle = seconds(measured.median(*key))
    return middle if len(values) < 2 else f"{middle} ({seconds(min(values))}–{seconds(max(values))})"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "|".join([" --- "] + [" ---: "] * (len(header) - 1)) + "|"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]) + "\n"


def comparison(measured, part):
    rows = []
    for what in measured.whats(part):
        for size in measured.sizes(part, what):
            programs = measured.programs(part, what, size)
            for program in programs:
                ratio = measured.ratio(part, what, size, programs[0], program) if program != programs[0] else None
                peak = measured.median(part, what, size, program, "peak_kb")
                rows.append([what if program == programs[0] else "", f"{size:,}" if program == programs[0] else "", program,
                             spread(measured, part, what, size, program),
                             f"{ratio:.2f}" if ratio else "", f"{peak / 1024:.0f} MiB",
                             len(measured.values(part, what, size, program))])
    return table(["", "members", "program", "seconds", "orgs / it", "peak memory", "runs"], rows)


def section(measured, part):
    title, text = TITLES[part]
    body = scripts(measured) if part == "scripts" else comparison(measured, part)
    return "\n".join(filter(None, [f"## {title}\n", text and text + "\n", body]))


def scripts(measured):
    rows = []
    for what in measured.whats("scripts"):
        for size in measured.sizes("scripts", what)[::-1]:
            for program in measured.programs("scripts", what, size):
                each = measured.median("scripts", what, size, program) / size
                rows.append([what, program, f"{size:,}" if size > 1 else "1", f"{each * 1000:.2f}", f"{1 / each:,.0f}"])
    return table(["", "program", "commands a process", "ms a command", "commands a second"], rows)


def filters(measured):
    rows = []
    for what in measured.whats("filters"):
        for size in measured.sizes("filters", what):
            facts = measured.rows("filters", what, size)[0]
            share = f"{facts['share'] * 100:.2g} %"
            server = [measured.median("filters", what, size, program, "server_ms") for program in PEERS]
            whole = [measured.median("filters", what, size, program) for program in PEERS]
            rows.append([what.split(": ")[1], f"`{facts['option']}`", f"{size:,}", share, facts["index"],
                         *(f"{one:.1f}" if one is not None else "" for one in server),
                         *(f"{one * 1000:.0f}" if one is not None else "" for one in whole)])
    return ("## Filters\n\nThe first 100 members of a filter, in the order of their ids. *Server* is what the server itself logs as "
            "the time of all\nstatements of the command, looking the organization up included; *whole* is the process. "
            "All in milliseconds.\n\n"
            + table(["", "option", "members", "match", "plan uses", *(f"{one}, server" for one in PEERS),
                     *(f"{one}, whole" for one in PEERS)], rows))


PEERS = ["orgs", "psql", "SQLAlchemy"]


def append(measured):
    what = "append of one member"
    rows = [[f"{size:,}", *(f"{measured.median('changes', what, size, program, 'server_ms'):.2f}" for program in PEERS)]
            for size in measured.sizes("changes", what)]
    return "Of an append, in the server (ms):\n\n" + table(["members", *PEERS], rows) if rows else ""


def memory(measured):
    rows = [[what, f"{row['size']:,}", seconds(row["seconds"]), f"{row['peak_kb'] / 1024:.0f} MiB"]
            for what in measured.whats("memory") for row in measured.rows("memory", what)]
    return "## A heap of 32 MiB\n\n" + table(["orgs with `ORGS_JAVA_OPTS=-Xmx32m`", "members", "seconds", "peak memory"], rows)


def startup(measured):
    rows = []
    for what in measured.whats("startup"):
        for program in measured.programs("startup", what, 1):
            ratios = [measured.ratio("startup", what, 1, program, peer) for peer in ("psql", "SQLAlchemy")]
            rows.append([what, program, spread(measured, "startup", what, 1, program),
                         *(f"{ratio:.2f}" if ratio else "" for ratio in ratios),
                         len(measured.values("startup", what, 1, program))])
    return ("## Start\n\nOne command, one process, measured by hyperfine, the archive of classes made before. Each `create` has a "
            "name of its own\nfrom a small bash script that becomes the program; that is in the figures of all.\n\n"
            + table(["", "program", "seconds", "it / psql", "it / SQLAlchemy", "runs"], rows))


def real(measured):
    check = measured.rows("real", "check")[-1]
    rows = [[row["what"], row["program"], seconds(row["seconds"]), f"{row['peak_kb'] / 1024:.0f} MiB"]
            for what in ("import", "export") for row in measured.rows("real", what)]
    return f"""## Real names

The npm package `all-the-package-names` {check['package_version']}: {check['names']:,} names. Scopes are organizations and \
packages their members; those without a
scope belong to `npm`. {check['bad']:,} names have more than 50 characters and must be rejected; \
{check['rejects_file_lines']:,} lines are in the file of rejects.
The rest makes {check['organizations']:,} organizations; {check['organizations_in_database']:,} are in the database. \
Export gave the same multiset of rows: **{'yes' if check['same_multiset'] else 'no'}**.
psql does it by hand: `\\copy` into a temporary table, and two INSERTs; it is given the good rows only.

""" + table(["", "program", "seconds", "peak memory"], rows)


def kills(measured):
    rows = []
    for what in measured.whats("kills"):
        done = measured.rows("kills", what)
        killed = [row for row in done if row["code"]]
        rows.append([what, len(done), len(killed), sum(row["rows"] == 0 for row in done),
                     sum(row["rows"] == row["size"] for row in done), sum(not row["ok"] for row in done)])
    return ("## kill -9\n\nAn import of 200,000 members, killed at a random moment of its usual duration; a few were done before. "
            "When the server's\nprocess of it was gone, the members were counted and the search index was looked for.\n\n"
            + table(["", "runs", "killed", "no row", "all rows", "anything else"], rows))


def targets(measured):
    rows = [[text, value, "met" if good else "**missed**"] for text, value, good in judge(measured)]
    missed = sum(row[2] != "met" for row in rows)
    return f"## Targets\n\n{len(rows) - missed} met, {missed} missed.\n\n" + table(["wanted", "measured", ""], rows)


def machine(measured):
    rows = measured.rows("machine")
    skip = {"part", "what", "program", "size", "minutes", "load_before", "date", "quick"}
    facts = {}
    for row in rows:
        facts.update({key: value for key, value in row.items() if key not in skip})
    dates = sorted({row["date"] for row in rows})
    parts = [[row["what"] + (f", {row['size']:,}" if row["size"] else ""), f"{row['minutes']:.0f}", row["load_before"]]
             for row in rows]
    quick = "\nThis was a `--quick` run: its figures say little.\n" if any(row["quick"] for row in rows) else ""
    return ("## Machine\n\n" + table(["", ""], [*facts.items(), ("date", " to ".join(dict.fromkeys((dates[0], dates[-1]))))]) + quick
            + "\nThe load (of the last minute) when a part began; above 0.5 the machine had other work, too.\n\n"
            + table(["part", "minutes", "load before"], parts))


def main():
    measured = Measurements(sys.argv[1])
    parts = {row["part"] for row in measured.all}
    text = [INTRODUCTION]
    if "machine" in parts:
        text += [targets(measured), machine(measured)]
    for part, sections in {
            "loads": [lambda: section(measured, "loads")],
            "reads": [lambda: section(measured, "reads")],
            "filters": [lambda: filters(measured)],
            "changes": [lambda: section(measured, "changes"), lambda: append(measured)],
            "memory": [lambda: memory(measured)],
            "startup": [lambda: startup(measured)],
            "scripts": [lambda: section(measured, "scripts")],
            "real": [lambda: real(measured)],
            "kills": [lambda: kills(measured)]}.items():
        if part in parts:
            text += [render() for render in sections]
    path = Path(sys.argv[2])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(text), encoding="utf-8")


if __name__ == "__main__":
    main()
