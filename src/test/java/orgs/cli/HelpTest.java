package orgs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.cli.script.ShellWords;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Result;
import orgs.testing.TestOrgs;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Every command says what it does, how it is called and how it ends; its examples work. */
class HelpTest {

  private static final int WIDTH = 80;

  /**
   * Commands for the daemon and the local server, which tests don't touch, for a terminal or for
   * another program.
   */
  private static final List<String> ELSEWHERE =
      List.of(
          "orgs browse",
          "orgs browse acme",
          "orgs daemon start",
          "orgs daemon start --idle 1h",
          "orgs daemon status",
          "orgs daemon status --format json",
          "orgs daemon stop",
          "orgs daemon stop --now",
          "orgs db distribute --shards 64 --dry-run",
          "orgs db distribute --echo",
          "orgs db psql",
          "orgs db psql -c 'SELECT count(*) FROM members'",
          "orgs db psql --schema trial -- -q -f report.sql",
          "orgs db start",
          "orgs db stop");

  /** The files that examples read, and what is in them. */
  private static final Map<String, String> INPUTS =
      Map.of(
          "setup.orgs", "create north --member ann\n",
          "everything.csv", "org,member\nnorth,ann\n",
          "names.txt", "ann\n",
          "left.txt", "bob\n",
          "people.csv", "id,name\n1,ann\n",
          "people.csv.gz", "id,name\n1,ann\n");

  /** The options that name a file to be written. */
  private static final List<String> OUTPUTS = List.of("--output", "-o", "--rejects", "--backup");

  private static TestOrgs shared;

  static Stream<CommandLine> commands() {
    return CommandModel.commands().stream();
  }

  static Stream<String> examples() {
    return commands()
        .flatMap(CommandModel::examples)
        .filter(example -> !ELSEWHERE.contains(example));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void isDocumented(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();

    assertThat(String.join(" ", spec.usageMessage().description())).endsWith(".");
    assertThat(CommandModel.examples(command)).isNotEmpty();
    for (ArgSpec argument : spec.args()) {
      assertThat(argument.description())
          .as("%s of %s", argument, spec.qualifiedName())
          .isNotEmpty()
          .allMatch(line -> line.endsWith("."));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsTerminal(CommandLine command) {
    String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);

    assertThat(help.lines())
        .allMatch(line -> line.length() <= WIDTH)
        .noneMatch(s -> s.isBlank() && !s.isEmpty());
    assertThat(help).contains("--help", "Examples:").doesNotContain("%%", "${", "@|");
  }

  /** A word may have a line of its own, and is never broken. */
  @ParameterizedTest
  @ValueSource(ints = {20, 40, 54, 65, 66, 72, 80})
  void wordsAreWholeAtEveryWidth(int width) {
    Iterator<CommandLine> wide = CommandModel.commands(120).iterator();
    for (CommandLine command : CommandModel.commands(width)) {
      String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);

      assertThat(words(help))
          .as(help)
          .containsExactlyInAnyOrderElementsOf(
              words(wide.next().getUsageMessage(CommandLine.Help.Ansi.OFF)));
      assertThat(help.lines())
          .allMatch(line -> line.length() <= width || !line.strip().contains(" "));
      if (width >= 40) {
        assertThat(help.lines()).allMatch(line -> line.length() <= width);
      }
    }
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  @Test
  void narrowHelp() {
    TestOrgs orgs = TestOrgs.unmigrated().withWidth(40);

    assertThat(orgs.ok("members", "duplicates", "-?").out())
        .startsWith(
            """
            Usage: orgs members duplicates [OPTIONS]
                   ORG

            Show the names that several members
            have, the most frequent first.

            Arguments:
              ORG   The organization: its name, or
                    an id such as id:42.

            Options:
              --remove
                  Remove all but the oldest member,
                  the one with the lowest id, of
                  each.
              -i, --ignore-case
            """);
  }

  @Test
  void commandsOwnOptionsComeInFullThoseOfAllByName() {
    String help = TestOrgs.unmigrated().ok("members", "count", "--help").out();

    assertThat(help).contains("--prefix=TEXT", "  --format  -o, --output  -q, --quiet");
    assertThat(help).doesNotContain("FORMAT");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleWorks(String example, @TempDir Path folder) {
    List<String> words = new ArrayList<>(ShellWords.split(example));
    words.replaceAll(word -> INPUTS.containsKey(word) ? input(folder, word) : word);
    for (String option : OUTPUTS) {
      int value = words.indexOf(option) + 1;
      if (value > 0) {
        words.set(value, folder.resolve(words.get(value)).toString());
      }
    }
    TestOrgs orgs = orgsFor(words.get(1));
    if (!words.get(1).equals("create")) {
      orgs.ok("create", "acme", "--member", "ann", "--member", "bob", "--member", "tmp-1");
      orgs.ok("create", "globex", "--member", "ann");
      orgs.ok("create", "initech", "acme europe");
    }
    if (words.get(1).equals("restore")) {
      words.set(2, folder.resolve(words.get(2)).toString());
      orgs.ok("delete", "acme", "--yes", "--backup", words.get(2));
    }

    Result result = orgs.run(words.subList(1, words.size()).toArray(String[]::new));

    assertThat(result.exit())
        .as(result.toString())
        .isEqualTo(words.contains("diff") ? ExitCode.DIFFERENT : ExitCode.OK);
  }

  /** Only the commands of db change more than rows. */
  private static TestOrgs orgsFor(String command) {
    if (command.equals("db")) {
      return TestOrgs.migrated();
    }
    if (shared == null) {
      shared = TestOrgs.migrated();
    }
    shared.execute("TRUNCATE organizations, members RESTART IDENTITY");
    return shared;
  }

  /** They are shown, and can be read. */
  @Test
  void examplesForOtherServersMeanSomething() {
    assertThat(commands().flatMap(CommandModel::examples)).containsAll(ELSEWHERE);
    for (String example : ELSEWHERE) {
      List<String> words = ShellWords.split(example);
      CommandLine root = CommandModel.commands().get(0);
      assertThat(root.parseArgs(words.subList(1, words.size()).toArray(String[]::new)).errors())
          .isEmpty();
    }
  }

  private static String input(Path folder, String name) {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        OutputStream packed = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      packed.write(INPUTS.get(name).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }
}
