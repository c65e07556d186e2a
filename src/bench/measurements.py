"""The measurements of a results folder."""
import json
import statistics
from pathlib import Path

MILLION = 1_000_000


class Measurements:
    def __init__(self, folder):
        with open(Path(folder) / "results.jsonl") as file:
            self.all = [json.loads(line) for line in file]

    def rows(self, part, what=None, size=None, program=None):
        return [row for row in self.all if row["part"] == part and what in (None, row["what"])
                and size in (None, row.get("size")) and program in (None, row["program"])]

    def whats(self, part):
        return _unique(row["what"] for row in self.rows(part))

    def sizes(self, part, what, at_least=0):
        return sorted({row["size"] for row in self.rows(part, what)})

    def programs(self, part, what, size, prefix=""):
        return _unique(row["program"] for row in self.rows(part, what, size) if row["program"].startswith(prefix))

    def values(self, part, what, size, program, field="seconds"):
        return [row[field] for row in self.rows(part, what, size, program) if field in row]

    def median(self, part, what, size, program, field="seconds"):
        values = self.values(part, what, size, program, field)
        return statistics.median(values) if values else None

    def ratio(self, part, what, size, program, peer):
        one, other = self.median(part, what, size, program), self.median(part, what, size, peer)
        return one / other if one and other else None

    @staticmethod
    def at(size):
        return f" at {size:,}" if size > 1 else ""


def _unique(values):
    return list(dict.fromkeys(values))
