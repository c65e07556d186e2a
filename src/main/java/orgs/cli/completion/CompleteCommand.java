package orgs.cli.completion;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import orgs.cli.completion.Completion.Candidate;
import orgs.cli.completion.Completion.Candidates;
import orgs.cli.console.Console;
import orgs.cli.error.CommandLineFactory;
import orgs.cli.error.Errors;
import orgs.cli.session.Context;
import orgs.cli.syntax.ExitCode;
import orgs.config.ConnectionSettings;
import orgs.database.Database;
import orgs.store.StatementLog;
import orgs.store.Store;

/**
 * What the shells' completions call: {@code __complete bash BREAKS LINE}, or {@code __complete zsh
 * -- WORD...} with all words as far as the cursor, the last one as it is typed. It is not among the
 * commands, so that these don't pay for it.
 *
 * <p>The answer is a line that says {@code files} or {@code words}, then a line for each candidate:
 * for bash as it has to be typed, else its text, a tab and a description.
 *
 * <p>Nobody wants to hear of an error while typing: there are no candidates then.
 */
public final class CompleteCommand {

  /** Its name. */
  public static final String NAME = "__complete";

  /** Longer than this nobody waits for a key. */
  private static final int SECONDS = 5;

  private final Console console;
  private final CommandLineFactory commandLines;

  public CompleteCommand(Console console, CommandLineFactory commandLines) {
    this.console = console;
    this.commandLines = commandLines;
  }

  /** Answers; see above. */
  public int run(String... arguments) {
    try {
      List<String> words = Arrays.asList(arguments).subList(1, arguments.length);
      if (Shell.bash.name().equals(words.get(0))) {
        BashLine line = new BashLine(words.get(2), words.get(1));
        List<String> before = line.before().subList(1, line.before().size());
        Candidates found = find(before, line.current());
        print(found, candidate -> line.replacement(candidate.value()));
      } else {
        String typed = words.get(words.size() - 1);
        // zsh has taken the quotes off; fish's are much like bash's.
        String current =
            Shell.fish.name().equals(words.get(0)) ? new BashLine(typed, "").current() : typed;
        Candidates found = find(words.subList(2, words.size() - 1), current);
        print(found, candidate -> candidate.value() + "\t" + candidate.description());
      }
      return ExitCode.OK;
    } catch (RuntimeException | IOException e) {
      return ExitCode.FAILURE;
    }
  }

  private Candidates find(List<String> before, String current) {
    Context context = Context.of(console.forScript(console.out(), false), null);
    Completion completion =
        new Completion(
            commandLines.create(context, new Errors(context, () -> false)),
            prefix -> names(context, prefix));
    return completion.complete(before, current);
  }

  private Stream<String> names(Context context, String prefix) {
    try {
      return CompletableFuture.supplyAsync(() -> lookUp(context, prefix))
          .completeOnTimeout(List.of(), SECONDS, TimeUnit.SECONDS)
          .join()
          .stream();
    } catch (CompletionException e) {
      return Stream.of();
    }
  }

  private List<String> lookUp(Context context, String prefix) {
    ConnectionSettings settings = context.settings();
    Database database = new Database(settings, settings.home(), message -> {}, sql -> {});
    try (Store store =
        new Store(
            database::connectToSchemaAsItIs, database.settings().schema(), StatementLog.NONE)) {
      return OrganizationNames.beginningWith(prefix, store);
    } catch (SQLException e) {
      return List.of();
    }
  }

  private void print(Candidates found, Function<Candidate, String> line) throws IOException {
    PrintStream out = new PrintStream(console.out(), false, StandardCharsets.UTF_8);
    out.println(found.files() ? "files" : "words");
    found.words().stream().map(line).filter(Objects::nonNull).forEach(out::println);
    out.flush();
  }
}
