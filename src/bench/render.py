"""Writes the document from the measurements: render.py RESULTS-FOLDER FILE"""
import statistics
import sys
from pathlib import Path

import prose
from measurements import Measurements
from targets import judge

PEERS = ["orgs", "psql", "SQLAlchemy"]


# --- text ------------------------------------------------------------------------------------------------------------


def seconds(value):
    return "" if value is None else f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 100 else f"{value:.0f}"


def milliseconds(value, digits):
    return "" if value is None else f"{value:.{digits}f}"


def mebibytes(kibibytes):
    return f"{kibibytes / 1024:.0f} MiB"


def table(header, rows, texts=1):
    """The first columns, as many as there are texts, are aligned to the left."""
    lines = [header, [" --- "] * texts + [" ---: "] * (len(header) - texts), *rows]
    return "".join("| " + " | ".join(str(cell).strip() for cell in line) + " |\n" for line in lines)


def spread(measured, *key):
    values = measured.values(*key)
    middle = seconds(measured.median(*key))
    return middle if len(values) < 2 else f"{middle} ({seconds(min(values))}–{seconds(max(values))})"


# --- sections --------------------------------------------------------------------------------------------------------


def targets(measured):
    rows = [[text, value, "met" if good else "**missed**"] for text, value, good in judge(measured)]
    missed = sum(row[2] != "met" for row in rows)
    return (f"## Targets\n\n{len(rows) - missed} met, {missed} missed.\n\n" + busy(measured)
            + table(["wanted", "measured", ""], rows, 3))


def busy(measured):
    """Said once for all figures: what others did on the machine."""
    rows = measured.rows("machine")
    load = max(row["load_before"] for row in rows)
    cores = int(rows[-1]["facts"]["CPU"].split()[0])
    return prose.BUSY.format(load=load, cores=cores) if load > cores else ""


def machine(measured):
    rows = measured.rows("machine")
    facts = {name: value for row in rows for name, value in row["facts"].items()}
    dates = sorted({row["date"] for row in rows})
    facts["date"] = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
    parts = [[row["what"] + (f", {row['size']:,}" if row["size"] else ""), f"{row['minutes']:.0f}", row["load_before"]]
             for row in rows]
    return ("## Machine\n\n" + table(["", ""], facts.items(), 2)
            + (prose.QUICK if any(row["quick"] for row in rows) else "")
            + prose.LOAD + table(["part", "minutes", "load before"], parts))


def comparison(measured, part):
    rows = []
    for what in measured.whats(part):
        for size in measured.sizes(part, what):
            orgs, *others = measured.programs(part, what, size)
            for program in (orgs, *others):
                first = program == orgs
                ratio = None if first else measured.ratio(part, what, size, orgs, program)
                rows.append([what if first else "", f"{size:,}" if first else "", program,
                             spread(measured, part, what, size, program), f"{ratio:.2f}" if ratio else "",
                             mebibytes(measured.median(part, what, size, program, "peak_kb")),
                             len(measured.values(part, what, size, program))])
    return table(["", "members", "program", "seconds", "orgs / it", "peak memory", "runs"], rows, 3)


def loads(measured):
    return prose.LOADS + comparison(measured, "loads")


def reads(measured):
    return prose.READS + comparison(measured, "reads")


def filters(measured):
    rows = []
    for what in measured.whats("filters"):
        for size in measured.sizes("filters", what):
            facts = measured.rows("filters", what, size)[0]
            server = [measured.median("filters", what, size, program, "server_ms") for program in PEERS]
            whole = [measured.median("filters", what, size, program) for program in PEERS]
            rows.append([what.split(": ")[1], f"`{facts['option']}`", f"{size:,}", f"{facts['share'] * 100:.2g} %",
                         facts["index"], *(milliseconds(one, 1) for one in server),
                         *(milliseconds(one and one * 1000, 0) for one in whole)])
    header = ["", "option", "members", "match", "plan uses", *(f"{one}, server" for one in PEERS),
              *(f"{one}, whole" for one in PEERS)]
    return prose.FILTERS + table(header, rows, 2)


def browse(measured):
    rows = []
    for size in measured.sizes("browse", "a key"):
        keys = measured.rows("browse", "a key", size)
        shown = sorted(key["seconds"] * 1000 for key in keys if not key["superseded"])
        rows.append([f"{size:,}", len(keys), *(milliseconds(one, 0) for one in (
            statistics.median(shown), shown[int(len(shown) * 0.9)], shown[-1])), len(keys) - len(shown)])
    header = ["members", "keys", "median", "nine of ten within", "worst", "next key came first"]
    return prose.BROWSE + table(header, rows)


def changes(measured):
    what = "append of one member"
    rows = [[f"{size:,}", *(milliseconds(measured.median("changes", what, size, program, "server_ms"), 2)
                            for program in PEERS)] for size in measured.sizes("changes", what)]
    return prose.CHANGES + comparison(measured, "changes") + prose.APPENDS + table(["members", *PEERS], rows)


def desired(measured):
    return prose.DESIRED + comparison(measured, "desired")


def memory(measured):
    rows = [[what, f"{row['size']:,}", seconds(row["seconds"]), mebibytes(row["peak_kb"])]
            for what in measured.whats("memory") for row in measured.rows("memory", what)]
    return prose.MEMORY + table(["orgs with `ORGS_JAVA_OPTS=-Xmx32m`", "members", "seconds", "peak memory"], rows)


def startup(measured):
    rows = []
    for what in measured.whats("startup"):
        for program in measured.programs("startup", what, 1):
            ratios = [measured.ratio("startup", what, 1, program, peer) for peer in ("psql", "SQLAlchemy")]
            rows.append([what, program, spread(measured, "startup", what, 1, program),
                         *(f"{ratio:.2f}" if ratio else "" for ratio in ratios),
                         len(measured.values("startup", what, 1, program))])
    return (prose.STARTUP + table(["", "program", "seconds", "it / psql", "it / SQLAlchemy", "runs"], rows, 2)
            + steps(measured))


def steps(measured):
    whats = measured.whats("steps")
    if not whats:
        return ""
    programs = measured.programs("steps", whats[0], 1)
    rows = [[what, *(f"{measured.median('steps', what, 1, program) * 1000:.0f}" for program in programs)]
            for what in whats]
    return prose.STEPS + table(["", *programs], rows) + prose.SAVED


def scripts(measured):
    rows = []
    for what in measured.whats("scripts"):
        for size in measured.sizes("scripts", what)[::-1]:
            for program in measured.programs("scripts", what, size):
                each = measured.median("scripts", what, size, program) / size
                rows.append([what, program, f"{size:,}", f"{each * 1000:.2f}", f"{1 / each:,.0f}"])
    return prose.SCRIPTS + table(["", "program", "commands a process", "ms a command", "commands a second"], rows, 2)


def daemon(measured):
    rows = []
    for what in measured.whats("daemon"):
        for size in measured.sizes("daemon", what):
            for program in measured.programs("daemon", what, size):
                ratio = measured.ratio("daemon", what, size, program, "psql")
                rows.append([what, program, milliseconds(1000 * measured.median("daemon", what, size, program), 1),
                             f"{ratio:.2f}" if ratio else "", len(measured.values("daemon", what, size, program))])
    return prose.DAEMON + table(["", "program", "ms", "it / psql", "runs"], rows, 2)


def real(measured):
    rows = [[row["what"], row["program"], seconds(row["seconds"]), mebibytes(row["peak_kb"])]
            for what in ("import", "export") for row in measured.rows("real", what)]
    check = measured.rows("real", "check")[-1]
    return (prose.REAL.format(**check, same="yes" if check["same_multiset"] else "no")
            + table(["", "program", "seconds", "peak memory"], rows, 2))


def network(measured):
    rows = []
    for what in measured.whats("network"):
        near, far = measured.sizes("network", what)
        for program in measured.programs("network", what, near):
            rows.append([what, program, f"{measured.median('network', what, near, program, 'trips'):.0f}",
                         *(seconds(measured.median("network", what, distance, program)) for distance in (near, far))])
    return prose.NETWORK + table(["", "program", "round trips", "seconds at 0 ms", "seconds at 20 ms"], rows, 2)


def kills(measured):
    rows = []
    for what in measured.whats("kills"):
        runs = measured.rows("kills", what)
        rows.append([what, len(runs), sum(row["code"] != 0 for row in runs), sum(row["rows"] == 0 for row in runs),
                     sum(row["rows"] == row["size"] for row in runs), sum(not row["ok"] for row in runs)])
    return prose.KILLS + table(["", "runs", "killed", "no row", "all rows", "anything else"], rows)


def main():
    measured = Measurements(sys.argv[1])
    parts = {row["part"] for row in measured.all}
    sections = [section(measured) for section in (loads, reads, filters, browse, changes, desired, memory, startup, daemon,
                                                network, scripts, real, kills)
                if section.__name__ in parts]
    path = Path(sys.argv[2])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([prose.INTRODUCTION, targets(measured), machine(measured), *sections, prose.GROWTH]), encoding="utf-8")


if __name__ == "__main__":
    main()
