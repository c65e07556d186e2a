package orgs.chaos;

import java.util.List;

/**
 * A command that talks to the server, on the organizations of a {@link World}.
 *
 * @param line its words; a file of the world's is in braces
 * @param kind what it does
 */
record Subject(String line, Kind kind) {

  enum Kind {
    /** Changes nothing, and prints. */
    READS,
    /** One transaction. */
    WRITES,
    /** A script whose lines are transactions. */
    LINES
  }

  static final List<Subject> READING =
      List.of(
          reads("list"),
          reads("list --counts --like %e% --format json"),
          reads("show acme"),
          reads("members list acme --contains b --format table"),
          reads("members list acme --limit 2 --sort name"),
          reads("members count acme --like b%"),
          reads("members export acme"),
          reads("members diff acme {names}"),
          reads("members duplicates acme"),
          reads("export --format csv"),
          reads("diff {all}"),
          reads("find --contains n"),
          reads("backup --all -o {output}"),
          reads("delete acme --dry-run"),
          reads("members remove acme --like b% --dry-run"));

  static final List<Subject> WRITING =
      List.of(
          writes("create new --member x --member y"),
          writes("rename acme acme2"),
          writes("delete acme globex --yes"),
          writes("delete acme --yes --backup {backup}"),
          writes("members add acme x y z"),
          writes("members remove acme --like b% --yes --backup {backup}"),
          writes("members remove acme --from {names} --ignore-missing --yes"),
          writes("members rename acme ann eve"),
          writes("members rename acme --like b% --replace b --with d --yes"),
          writes("members move acme bob cid --to globex --yes"),
          writes("members duplicates acme --remove --yes"),
          writes("members import acme {names}"),
          writes("members import brandnew {names} --create-org"),
          writes("members sync acme {names} --yes --max-removals 100%"),
          writes("import {all}"),
          writes("sync {all} --prune --yes --max-removals 100% --backup {backup}"),
          writes("copy acme copied"),
          writes("merge acme empty --into globex --yes"),
          writes("restore {saved}"),
          writes("run {script} --single-transaction -o {output}"));

  static final Subject SCRIPT = new Subject("run {script}", Kind.LINES);

  private static Subject reads(String line) {
    return new Subject(line, Kind.READS);
  }

  private static Subject writes(String line) {
    return new Subject(line, Kind.WRITES);
  }
}
