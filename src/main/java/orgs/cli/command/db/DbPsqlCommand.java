package orgs.cli.command.db;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jline.utils.Signals;
import orgs.cli.console.Programs;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.Syntax;

/** Runs psql in our place: it has our streams, and its own reaction to Ctrl-C. */
public final class DbPsqlCommand implements Callable<Integer> {

  private static final String PROGRAM = "psql";

  /** The signals that the terminal sends to both psql and us. */
  private static final List<String> KEYS = List.of("INT", "QUIT");

  private final Context context;
  private final Arg<List<String>> arguments;

  public DbPsqlCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .passesOn()
        .description(
            "Run psql on the database, with the schema first in its search_path.",
            "Options of orgs come first; from the first other word on all arguments are psql's."
                + " What both have, such as -o, is psql's behind --.")
        .exitCodes("n:The exit code of psql.")
        .examples(
            "orgs db psql",
            "orgs db psql -c 'SELECT count(*) FROM members'",
            "orgs db psql --schema trial -- -q -f report.sql");
    arguments = syntax.parameters("ARG", "0..*", "An argument of psql.");
  }

  @Override
  public Integer call() {
    if (context.globals().outputFile() != null || context.globals().format.isGiven()) {
      throw CliException.usage(
          "--output and --format are for rows of orgs, not of psql",
          "psql's own options come behind --: orgs db psql -- -o FILE");
    }
    Map<String, String> ours = context.console().environment();
    List<String> command = new ArrayList<>();
    command.add(psql(ours).toString());
    if (context.globals().quiet.value()) {
      command.add("--quiet");
    }
    command.addAll(arguments.value());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment =
        context.connection().database().clientSettings().environment(ours);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return run(builder);
  }

  private static Path psql(Map<String, String> environment) {
    Path program = Programs.find(PROGRAM, environment);
    if (program != null) {
      return program;
    }
    throw new CliException(
        ExitCode.FAILURE,
        "there is no psql on the PATH",
        "install PostgreSQL's client programs (Debian: postgresql-client); orgs db url prints the"
            + " address for others");
  }

  private int run(ProcessBuilder builder) {
    // psql ends a query at Ctrl-C and continues; so do we. A signal that ends us ends psql.
    context.signals().setOutcome(null);
    List<Object> handlers = KEYS.stream().map(key -> Signals.register(key, () -> {})).toList();
    try {
      Process psql = builder.start();
      context.signals().cleanup().add(psql::destroy);
      return psql.waitFor();
    } catch (IOException e) {
      throw new CliException(ExitCode.FAILURE, "can't run psql: " + e.getMessage(), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    } finally {
      for (int i = 0; i < handlers.size(); i++) {
        Signals.unregister(KEYS.get(i), handlers.get(i));
      }
    }
  }
}
