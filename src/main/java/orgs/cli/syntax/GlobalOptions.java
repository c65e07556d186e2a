package orgs.cli.syntax;

import java.nio.file.Path;
import orgs.config.ConnectionFlags;
import orgs.config.Timeouts;
import orgs.output.Format;

/** The options that every command takes. */
public final class GlobalOptions {

  /** When something that only people like is done. */
  public enum When {
    auto,
    always,
    never
  }

  private static final long DEFAULT_WAIT_SECONDS = 60;

  private static final String STDOUT = "-";

  public final Arg<Format> format;
  private final Arg<Path> output;
  public final Arg<Boolean> quiet;
  public final Arg<Boolean> echo;
  public final Arg<When> color;
  public final Arg<When> progress;
  public final Arg<Boolean> noPager;
  public final Arg<Boolean> noInput;
  public final Arg<Boolean> debug;
  private final Arg<String> dbname;
  private final Arg<String> host;
  private final Arg<String> port;
  private final Arg<String> username;
  private final Arg<String> service;
  private final Arg<String> schema;
  private final Arg<Long> wait;
  private final Arg<String> statementTimeout;
  private final Arg<String> lockTimeout;

  public GlobalOptions(Syntax syntax) {
    format =
        syntax.choice(
            "--format",
            "FORMAT",
            Format.class,
            "How rows are printed: table, csv, tsv, json, jsonl, md (a Markdown table) or id. Default: what the name of"
                + " --output says, else table on a terminal, tsv elsewhere.");
    output =
        syntax.outputFile(
            "-o, --output",
            "FILE",
            "Write the rows to FILE, which is created or replaced once it is complete; - for standard"
                + " output. .csv, .tsv, .json, .jsonl or .md tells the format; .gz packs it.");
    quiet = syntax.flag("-q, --quiet", "Print no messages on stderr, only rows and errors.");
    echo = syntax.flag("--echo", "Show every SQL statement with its bind values on stderr.");
    color =
        syntax
            .choice("--color", "WHEN", When.class, "Colour: auto, always or never. Default: auto.")
            .setDefault(When.auto);
    progress =
        syntax
            .choice(
                "--progress",
                "WHEN",
                When.class,
                "Progress on stderr: auto, always or never. Default: auto.")
            .setDefault(When.auto);
    noPager =
        syntax.flag(
            "--no-pager", "Show long tables on the terminal without a pager: 100 rows of them.");
    noInput = syntax.flag("--no-input", "Never ask; refuse what needs an answer.");
    debug = syntax.flag("--debug", "Show the stack traces of errors.");
    dbname =
        syntax.option(
            "-d, --dbname",
            "NAME|URI",
            "The database: its name, postgresql://user@host/name, or 'host=/run/postgresql dbname=name'.");
    host =
        syntax.option(
            "-h, --host",
            "HOST",
            "The database server's host, or the folder of its Unix socket. Without one, the local database is used.");
    port = syntax.option("-p, --port", "PORT", "The database server's port. Default: 5432.");
    username =
        syntax.option(
            "-U, --username",
            "NAME",
            "The database user. Default: your user name on this machine.");
    service = syntax.option("--service", "NAME", "A service from libpq's connection service file.");
    schema = syntax.option("--schema", "NAME", "The schema that holds the tables. Default: orgs.");
    wait =
        syntax.numberOr(
            "--wait",
            "SECONDS",
            DEFAULT_WAIT_SECONDS,
            "Wait for a server that is still starting: "
                + DEFAULT_WAIT_SECONDS
                + " seconds, or as many as are given.");
    statementTimeout =
        syntax.timeSpan(
            "--statement-timeout",
            "TIME",
            "Give up when a statement takes longer: 500ms, 30s, 10min. Default: what the server"
                + " says.");
    lockTimeout =
        syntax.timeSpan(
            "--lock-timeout",
            "TIME",
            "Give up when another transaction keeps a lock for longer: 500ms, 30s, 10min. Default:"
                + " what the server says.");
  }

  /** The file that the rows go to; null for standard output. */
  public Path outputFile() {
    Path file = output.value();
    return file == null || file.toString().equals(STDOUT) ? null : file;
  }

  /** In a line of a script: what holds for the script holds where the line says nothing else. */
  public void inherit(GlobalOptions script) {
    format.setDefault(script.format.value());
    quiet.setDefault(script.quiet.value());
    echo.setDefault(script.echo.value());
    color.setDefault(script.color.value());
    progress.setDefault(script.progress.value());
    noPager.setDefault(script.noPager.value());
    debug.setDefault(script.debug.value());
  }

  public ConnectionFlags connection() {
    return new ConnectionFlags(
        dbname.value(),
        host.value(),
        port.value(),
        username.value(),
        service.value(),
        schema.value(),
        new Timeouts(wait.value(), statementTimeout.value(), lockTimeout.value()));
  }
}
