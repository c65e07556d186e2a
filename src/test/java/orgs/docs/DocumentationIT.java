package orgs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import orgs.testing.TestOrgs;

/**
 * The README and the pages of docs/ show what commands really print. With {@code
 * -Dorgs.update-docs} what they print now is written into them.
 */
@Order(1)
class DocumentationIT {

  /** The demo's schema has another name each time; the documents show this one. */
  private static final String DEMO_SCHEMA = "orgs_demo_5f0c2a71d9e3";

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+))?`");

  static Stream<Path> documents() {
    return Document.all().stream();
  }

  static Stream<Path> documentsWithCommands() {
    return documents().filter(file -> hasCommands(file) && !hasDemos(file));
  }

  static Stream<Path> documentsWithDemos() {
    return documents().filter(file -> hasCommands(file) && hasDemos(file));
  }

  private static boolean hasCommands(Path file) {
    return Document.read(file).blockKinds().contains("console");
  }

  private static boolean hasDemos(Path file) {
    return Document.text(file).lines().anyMatch(line -> line.matches("\\$ .*\\bdemo\\b.*"));
  }

  @ParameterizedTest
  @MethodSource("documentsWithCommands")
  void commandsShowWhatIsWritten(Path file, @TempDir Path folder) throws IOException {
    assertShowsWhatIsWritten(file, folder);
  }

  @ResourceLock(TestOrgs.DEMO_SCHEMAS)
  @ParameterizedTest
  @MethodSource("documentsWithDemos")
  void demosShowWhatIsWritten(Path file, @TempDir Path folder) throws IOException {
    assertShowsWhatIsWritten(file, folder);
  }

  private static void assertShowsWhatIsWritten(Path file, Path folder) throws IOException {
    Document document = Document.read(file);
    TestOrgs orgs = TestOrgs.unmigrated();
    orgs.environment().remove("ORGS_SCHEMA");
    orgs.ok("db", "migrate");
    try {
      Shell shell = new Shell(folder.toRealPath(), orgs);

      List<String> replayed = document.replayed(command -> show(shell, command));

      if (System.getProperty("orgs.update-docs") != null) {
        document.write(replayed);
      } else {
        requireSame(file, document.lines(), replayed);
      }
    } finally {
      orgs.ok("db", "drop", "--yes");
    }
  }

  private static void requireSame(Path file, List<String> written, List<String> shown) {
    int i = 0;
    while (i < written.size() && i < shown.size() && written.get(i).equals(shown.get(i))) {
      i++;
    }
    assertThat(lineOf(shown, i))
        .as("%s:%d, which -Dorgs.update-docs would bring up to date", file, i + 1)
        .isEqualTo(lineOf(written, i));
  }

  private static String lineOf(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "(the end)";
  }

  private static List<String> show(Shell shell, String command) {
    Shell.Shown shown = shell.run(command);
    assertThat(shown.exit()).as("$ %s%n%s", command, shown.text()).isZero();
    return shown
        .text()
        .replaceAll("orgs_demo_[0-9a-f]{12}", DEMO_SCHEMA)
        .lines()
        .map(String::stripTrailing)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyBlockIsRunOrSaysThatItIsNot(Path file) {
    boolean reference = file.endsWith("reference.md"); // its examples are run with the help's
    assertThat(Document.read(file).blockKinds())
        .allMatch(
            kind -> kind.matches("console( no-run)?|text") || (reference && kind.equals("sh")));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadSomewhere(Path file) {
    String prose = String.join("\n", Document.read(file).prose());

    assertThat(LINK.matcher(prose).results().map((MatchResult link) -> link.group(1)))
        .allMatch(target -> Files.exists(file.toAbsolutePath().resolveSibling(target)));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void testsThatAreNamedExist(Path file) {
    Map<String, String> sources = sources();
    String prose = String.join("\n", Document.read(file).prose());

    assertThat(TEST.matcher(prose).results().map(MatchResult::group))
        .allMatch(
            name -> {
              String[] parts = name.replace("`", "").split("\\.");
              String source = sources.getOrDefault(parts[0], "");
              return source.contains(parts.length == 1 ? "class " : "void " + parts[1] + "(");
            });
  }

  private static Map<String, String> sources() {
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  path -> path.getFileName().toString().replace(".java", ""), Document::text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
