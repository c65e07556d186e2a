package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.cli.syntax.ExitCode;
import orgs.output.Format;
import orgs.testing.OneServer;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** A command that fails among its rows: what others print next begins on a line of its own. */
class CutOffRowsTest {

  private static final int MEMBERS = 30_000;

  private static final int BROKEN = 20_000;

  private final TestOrgs orgs = TestOrgs.migrated();

  /** One member's name can't be computed. */
  @BeforeEach
  void members() {
    orgs.execute(
        """
        INSERT INTO organizations (org_name) VALUES ('acme');
        INSERT INTO members (org_id, member_name)
         SELECT 1, 'member ' || i FROM generate_series(1, %d) AS i;
        ANALYZE members;
        ALTER TABLE members RENAME TO kept;
        CREATE VIEW members AS SELECT org_id, member_id,
         CASE member_id WHEN %2$d THEN (1 / (member_id - %2$d))::varchar ELSE member_name END
         AS member_name FROM kept
        """
            .formatted(MEMBERS, BROKEN));
    // The rows before that one come first.
    orgs.environment()
        .put(
            "PGOPTIONS",
            "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off"
                + " -c max_parallel_workers_per_gather=0");
  }

  @OneServer("a view in the place of a table")
  @ParameterizedTest
  @CsvSource({
    "run - --keep-going, CSV",
    "run - --keep-going, TSV",
    "run - --keep-going, JSON",
    "run - --keep-going, JSONL",
    "run - --keep-going, MD",
    "run - --keep-going, ID",
    "run - --keep-going, TABLE",
    "shell, JSONL",
    "shell, JSON",
  })
  void nextCommandHasLinesOfItsOwn(String command, Format format) {
    Result whole = orgs.run("list", "--format", format.toString());
    Result result =
        orgs.runWithInput(
            "members list acme" + (format == Format.TABLE ? " --limit 25000" : "") + "\nlist\n",
            (command + " --format " + format).split(" "));

    assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err()).contains("division by zero");
    assertThat(result.out()).endsWith("\n" + whole.out());
    List<String> rows =
        result.out().substring(0, result.out().length() - whole.out().length()).lines().toList();
    // Of members, one by one and each with its whole name.
    int first = 0;
    while (!rows.get(first).matches(row(format, 1))) {
      first++;
    }
    assertThat(first).isLessThan(3);
    for (int i = first; i < rows.size(); i++) {
      assertThat(rows.get(i)).matches(row(format, i - first + 1));
    }
  }

  private static String row(Format format, int id) {
    String name = "member " + id;
    return switch (format) {
      case CSV -> id + "," + name;
      case TSV -> id + "\t" + name;
      case JSON, JSONL -> "\\{\"member_id\":" + id + ",\"member_name\":\"" + name + "\"},?";
      case MD -> "\\| " + id + " \\| " + name + " \\|";
      case ID -> String.valueOf(id);
      case TABLE -> " *" + id + "  " + name;
    };
  }
}
