"""The same commands on one server and on a cluster: cluster.py ORGS URL [--members N] [--runs N]

URL is the node of a Citus cluster that coordinates. "One server" is a schema there that isn't distributed, so that both
have the same PostgreSQL, the same settings and the same processors. Prints a table of medians in Markdown.
"""
import argparse
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ONE, MANY = "bench_one", "bench_many"
ORGANIZATIONS = 1000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("orgs")
    parser.add_argument("url")
    parser.add_argument("--members", type=int, default=1_000_000)
    parser.add_argument("--shards", type=int, default=32)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    bench = Bench(options.orgs, options.url)
    with tempfile.TemporaryDirectory(prefix="orgs-bench.") as folder:
        files = Files(Path(folder), options.members)
        try:
            for _ in range(options.runs):
                for schema in ONE, MANY:
                    bench.round(schema, files, options.shards)
        finally:
            for schema in ONE, MANY:
                bench.run(schema, "db", "drop", "--yes", "-q")
    bench.print()


class Files:
    def __init__(self, folder, members):
        self.many, self.one = folder / "many.csv", folder / "one.txt"
        with self.many.open("w") as many, self.one.open("w") as one:
            many.write("org,member\n")
            for i in range(members):
                # A prime step, so that neighbours in the file aren't neighbours in an index.
                name = f"member {i * 7919 % 1_000_003} of {i % 13} many"
                many.write(f"org {i % ORGANIZATIONS},{name}\n")
                one.write(name + "\n")


class Bench:
    def __init__(self, orgs, url):
        self.orgs, self.url, self.seconds, self.bytes = orgs, url, {}, {}

    def round(self, schema, files, shards):
        self.run(schema, "db", "reset", "--yes", "-q")
        if schema == MANY:
            self.run(schema, "db", "distribute", "--shards", str(shards), "-q")
        self.take(schema, "import of all into a thousand organizations", "import", str(files.many), "-q")
        self.run(schema, "create", "huge")
        self.take(schema, "import of as many into one organization", "members", "import", "huge", str(files.one), "-q")
        self.bytes[schema] = self.size(schema)
        self.take(schema, "export of everything", "export", "--format", "csv")
        self.take(schema, "`find` of a name that few have", "find", "--contains", "500001 of")
        self.take(schema, "`list --counts`", "list", "--counts")
        self.take(schema, "filter of one organization", "members", "list", "org 7", "--contains", "77")
        self.take(schema, "append of one member", "members", "add", "org 7", "ann")
        self.take(schema, "`create` with two members", "create", "new", "--member", "ann", "--member", "bob")
        self.take(schema, "delete of the large organization", "delete", "huge", "--yes", "-q")

    def take(self, schema, what, *arguments):
        begin = time.monotonic()
        self.run(schema, *arguments)
        self.seconds.setdefault(what, {}).setdefault(schema, []).append(time.monotonic() - begin)

    def run(self, schema, *arguments):
        subprocess.run([self.orgs, "--schema", schema, *arguments], check=True, stdout=subprocess.DEVNULL, timeout=1800,
                       env={**os.environ, "ORGS_DATABASE_URL": self.url, "PGSSLMODE": "disable"})

    def size(self, schema):
        """Bytes of members with its indexes, on all nodes."""
        function = "citus_total_relation_size" if schema == MANY else "pg_total_relation_size"
        done = subprocess.run(["psql", "-X", "-A", "-t", "-c", f"SELECT {function}('{schema}.members')", self.url],
                              check=True, capture_output=True, encoding="utf-8", timeout=600)
        return int(done.stdout)

    def print(self):
        print("| | one server | cluster | ratio |\n|---|---:|---:|---:|")
        for what, taken in self.seconds.items():
            one, many = (statistics.median(taken[schema]) for schema in (ONE, MANY))
            print(f"| {what} | {one:.2f} s | {many:.2f} s | {many / one:.2f} |")
        one, many = self.bytes[ONE], self.bytes[MANY]
        print(f"| bytes of `members` with its indexes | {one / 1e6:.0f} MB | {many / 1e6:.0f} MB | {many / one:.2f} |")


if __name__ == "__main__":
    main()
