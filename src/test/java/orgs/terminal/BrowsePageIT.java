package orgs.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.TestOrgs;

/**
 * The screens of docs/browse.md are real ones. With {@code -Dorgs.update-docs} those of now are
 * written into it.
 */
class BrowsePageIT {

  private static final Path PAGE = Path.of("docs", "browse.md");

  private static final String BEGIN = "```text";
  private static final String END = "```";

  private static final String ESCAPE = "\u001b";
  private static final String CTRL_U = "\u0015";
  private static final String CTRL_X = "\u0018";

  @TempDir Path home;

  @Test
  void screensAreThoseOfASession() throws IOException {
    Terminal.assumeThereIsOne();
    List<String> written = Files.readAllLines(PAGE);

    List<String> now = withScreens(written, session());

    if (System.getProperty("orgs.update-docs") != null) {
      Files.write(PAGE, now);
    } else {
      assertThat(written)
          .as("%s, which -Dorgs.update-docs would bring up to date", PAGE)
          .isEqualTo(now);
    }
  }

  private List<List<String>> session() throws IOException {
    TestOrgs orgs = TestOrgs.migrated();
    orgs.ok("create", "acme", "globex");
    orgs.execute(
        "INSERT INTO members (org_id, member_name)"
            + " SELECT 1, (string_to_array('Ann,Bob,Carol,Dan,Zoé,Mary,Jonas,Anna,王', ','))[1 + i % 9]"
            + " || ' ' || (string_to_array('Smith,Jones,Nguyen,García,Müller,O''Hara,Newcomer', ','))"
            + "[1 + i / 3 % 7] FROM generate_series(0, 8765) AS i");
    Map<String, String> environment = Terminal.environment(orgs, home);
    List<List<String>> screens = new ArrayList<>();
    try (Terminal terminal = new Terminal(80, environment, "orgs browse acme")) {
      screens.add(terminal.awaitLine("8,766 members"));
      terminal.type("ann");
      screens.add(terminal.awaitLine("1,948 match"));
      terminal.type(CTRL_U + "newcommer");
      screens.add(terminal.awaitLine("similar names"));
      terminal.type(CTRL_U + "jonas");
      terminal.awaitLine("974 match");
      terminal.type("  \r");
      screens.add(terminal.awaitLine("same name"));
      terminal.type(ESCAPE);
      terminal.awaitLine("Space mark");
      terminal.type(CTRL_X);
      terminal.awaitLine("Backup file:");
      terminal.type("gone.jsonl\r");
      terminal.awaitLine("Are you sure?");
      terminal.type("acne\r");
      screens.add(terminal.awaitLine("doesn't match"));
      terminal.type(ESCAPE);
      terminal.awaitLine("Space mark");
      terminal.type("?");
      screens.add(terminal.awaitLine("print nothing"));
      terminal.type(ESCAPE);
      terminal.awaitLine("Space mark");
      terminal.type(ESCAPE);
      assertThat(terminal.exit()).isZero();
    }
    return screens;
  }

  private static List<String> withScreens(List<String> page, List<List<String>> screens) {
    List<String> result = new ArrayList<>();
    Iterator<List<String>> screen = screens.iterator();
    boolean within = false;
    for (String line : page) {
      if (within && line.equals(END)) {
        within = false;
      }
      if (!within) {
        result.add(line);
      }
      if (line.equals(BEGIN)) {
        within = true;
        result.addAll(screen.next());
      }
    }
    assertThat(screen.hasNext()).as("screens without a place").isFalse();
    return result;
  }
}
