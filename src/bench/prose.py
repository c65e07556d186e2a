"""The words around the tables of docs/benchmarks.md."""

INTRODUCTION = r"""# Benchmarks

orgs beside psql, SQLAlchemy and pgloader: the same PostgreSQL, the same schema, the same names, run in turn.
`src/bench/run` measures all of this again and writes this file; `src/bench/run --help` lists its options, and with
`--quick` it takes a few minutes.

Seconds are for the whole process, from start to end, JVM and interpreter included; they are medians of the runs,
and (in brackets) the fastest and the slowest. A ratio below 1 means that orgs is faster. Memory is the peak of the
client's process, the server not included. Only ratios mean anything on another machine.

* **psql** does the same with `\copy` and the same SQL. Its files hold the organization's id in front of every name,
  which orgs' don't, and that work is not counted. It is the program itself, of `/usr/lib/postgresql`: the one that Debian
  puts into PATH is a wrapper in Perl, which takes several times as long to start.
* **SQLAlchemy** is `src/bench/sqlalchemy_peer.py`, modelled on its large collection example: Core's insert with
  10,000 parameter sets at a time, `yield_per`, `passive_deletes=True`.
* **pgloader** loads CSV with its default settings.
* The names are invented, in eight scripts, with frequencies like those of real names: a few are common, most are
  rare.
* Before a load or a delete, the database is copied afresh from a template, followed by a checkpoint.
"""

LOAD = """
The load average (of one minute) at the start of each part; it includes the part before.

"""

BUSY = """**The machine was busy** with other work while this was measured, at a load of up to {load:.0f} on {cores} cores:
everything took several times longer than it does alone, most of all short commands and those with more than one
process. Programs ran in turn, so ratios say something all the same; close calls don't.

"""

QUICK = "\nThis was a `--quick` run: its figures say little.\n"

LOADS = """## Import

Into one organization, in one transaction, with the search index complete at its end.

"""

READS = """## Export, streams, count

Into a file; the files of all programs were compared byte by byte.

"""

FILTERS = """## Filters

The first 100 members of a filter, in the order of their ids. *Server* is the time that the server itself logs for all
statements of the command, including the lookup of the organization; *whole* is the process. All in milliseconds.

"""

BROWSE = """## Browse

From a key to its rows on the screen of `orgs browse`, in milliseconds: words typed like a person does, into a terminal,
80 to 250 ms between two letters. The last column is how many keys came before the rows of the one before, whose query
was stopped then.

"""

CHANGES = """## Append and delete

"""

DESIRED = """## Desired state, backup and restore

A file that lacks one in a hundred of the members and has as many others. By hand, psql copies it into a temporary table;
then one DELETE and one INSERT do, with NOT EXISTS as long as no name is there twice, and with `row_number()` for the
result that `orgs` gives. SQLAlchemy reads the members and compares with a Counter of Python's. psql's backup and restore
are `\\copy` of the same rows into a file and back.

"""

APPENDS = """
The time of an append in the server (ms):

"""

MEMORY = """## A heap of 32 MiB

"""

STEPS = """
Where the time goes, in milliseconds: each line does what the one above it does, and more. Connecting and initializing
jOOQ are done at the same time.

"""

SAVED = """
Three measures that look odd are there for the start. Each was left out of a build, and both builds ran `orgs members
count` in turn, 25 times each, on two processors that others used as well. The median of the processor time that it
saves, in milliseconds:

| measure | JDK 17.0.15 (of 340) | JDK 25.0.3 (of 290) |
| --- | ---: | ---: |
| picocli's class files raised to the version of Java 8 | 17 | 52 |
| SunJCE before the security providers that a login doesn't need | 23 | 10 |
| Java's lighter locale data | 26 | 35 |
"""

STARTUP = """## Start

One command per process, measured by hyperfine, with the class archive already made. Each `create` gets a name of its
own from a small bash script that then becomes the program; all figures include that.

"""

DAEMON = """## In a daemon

The same with the daemon started before, as whole processes in turn: what the launcher takes is part of it. The
script of a hundred commands begins with the start of the daemon and ends with its stop.

"""

NETWORK = """## Round trips

Over TCP without TLS, through a proxy on the loopback interface that keeps everything back for half of the time in each
direction. A round trip is whatever a client sends before it listens again; the goodbye is one, and the login by password
takes three.

"""

GROWTH = """## Growth

Once, with the local database and its settings: one organization, names of four syllables and a number. Seconds of whole
commands, of which 0.21 are the JVM and the connection; medians of three runs for what changes little.

| members | 1,000,000 | 10,000,000 | 100,000,000 |
| --- | ---: | ---: | ---: |
| first load | 4.36 | 40.5 | 422 |
| append of one | 0.24 | 0.26 | 0.23 |
| filter with one match | 0.23 | 0.29 | 0.75 |
| filter without a match | 0.23 | 0.25 | 0.24 |
| first page of 20 | 0.23 | 0.24 | 0.22 |
| 20 in the middle, with `--after` | 0.23 | 0.24 | 0.24 |
| first page of a common filter | 0.23 | 0.24 | 0.23 |
| count | 0.30 | 0.97 | 22.7 |
| count of a filter, 3 % match | 0.28 | 1.01 | 10.5 |
| delete | 0.66 | 4.46 | 46.7 |
| on disk, with the indexes | 146 MB | 1,229 MB | 12,046 MB |

A hundred million rows don't fit into the server's memory, so a count reads them from the disk; `show` gives an estimate
instead.

A million organizations of ten members each, from one file: import 81.4, the first page 0.23, all of them into a file
1.56, one by a part of its name (organizations have no trigram index: all names are read) 0.31, `show` 0.22, delete 0.23.
"""

SCRIPTS = """## Many small commands

"""

REAL = """## Real names

The npm package `all-the-package-names` {package_version}: {names:,} names. Scopes are organizations and packages their
members; those without a scope belong to `npm`.

* {bad:,} names have more than 50 characters and must be rejected; {rejects_file_lines:,} lines are in the file of
  rejects.
* The rest makes {organizations:,} organizations; {organizations_in_database:,} are in the database.
* The export gave the same multiset of rows: **{same}**.

psql does it by hand: `\\copy` into a temporary table and two INSERTs; it is given the good rows only.

"""

KILLS = """## kill -9

An import of 200,000 members, killed at a random moment of its usual duration; some had finished by then. Once its
server process was gone, the members were counted and the search index was checked.

"""
