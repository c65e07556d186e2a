package orgs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import orgs.cli.console.Console;
import orgs.cli.error.Errors;
import orgs.cli.session.Context;
import orgs.cli.syntax.CommandNames;
import picocli.CommandLine;

/** How much of the tree of commands a command line gets. */
class CommandTreeTest {

  @Test
  void onlyTheNamedCommandIsCreated() {
    CommandLine root = tree("members", "add", "acme", "ann");

    assertThat(root.getSubcommands()).containsOnlyKeys("members");
    assertThat(below(root, "members")).containsExactly("add");
  }

  @Test
  void aliasCreatesItsCommandWithEveryName() {
    CommandLine root = tree("members", "filter", "acme");

    assertThat(root.getSubcommands()).containsOnlyKeys("members");
    assertThat(below(root, "members")).containsExactly("filter", "list", "ls");
  }

  @Test
  void wordThatNamesNoCommandCreatesAllOfTheGroup() {
    assertThat(tree("crate", "acme").getSubcommands())
        .containsKeys("create", "ls", "mv", "rm", "help")
        .hasSize(26);
    assertThat(below(tree("members", "ad", "acme"), "members")).contains("add", "mv").hasSize(15);
    assertThat(below(tree("help", "db", "stop"), "db")).contains("start", "drop").hasSize(9);
  }

  @Test
  void namesAreKnownWithoutTheCommands() {
    CommandLine root = tree("db", "url");
    CommandLine db = root.getSubcommands().get("db");
    CommandNames names = CommandNames.of(db.getSubcommands().get("url").getCommandSpec());

    assertThat(names.below(root.getCommandSpec())).startsWith("create", "list").contains("sync");
    assertThat(names.below(db.getCommandSpec()))
        .containsExactly(
            "start", "stop", "status", "url", "psql", "migrate", "distribute", "reset", "drop");
    assertThat(names.inGroups("add")).containsExactly("members add");
    assertThat(names.inGroups("filter")).containsExactly("members filter");
    assertThat(names.inGroups("stop")).isEmpty();
    assertThat(names.inGroups("create")).isEmpty();
  }

  private static Set<String> below(CommandLine root, String group) {
    return new TreeSet<>(root.getSubcommands().get(group).getSubcommands().keySet());
  }

  private static CommandLine tree(String... words) {
    Console console =
        Console.of(
            InputStream.nullInputStream(),
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream(),
            Map.of(),
            "000",
            "80");
    Context context = Context.of(console, null);
    return CommandTree.commandLine(context, new Errors(context, () -> false), List.of(words));
  }
}
