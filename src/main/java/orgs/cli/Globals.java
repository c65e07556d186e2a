package orgs.cli;

import java.nio.file.Path;
import orgs.database.ConnectionFlags;
import orgs.output.Format;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
final class Globals {

  /** When something that only people like is done. */
  enum When {
    auto,
    always,
    never
  }

  @Option(
      names = "--format",
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      completionCandidates = FormatConverter.class,
      description =
          "How rows are printed: table, csv, tsv, json, jsonl or id. Default: table on a terminal,"
              + " tsv elsewhere.")
  Format format;

  @Option(
      names = {"-o", "--output"},
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Write the rows to FILE, which appears when it is complete.")
  Path output;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "No messages on stderr; rows and errors stay.")
  boolean quiet;

  @Option(
      names = "--echo",
      scope = ScopeType.INHERIT,
      description = "Show every SQL statement with its bind values on stderr.")
  boolean echo;

  @Option(
      names = "--color",
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      description = "Colour: auto, always or never. Default: auto.")
  When color = When.auto;

  @Option(
      names = "--progress",
      scope = ScopeType.INHERIT,
      paramLabel = "WHEN",
      description = "Progress on stderr: auto, always or never. Default: auto.")
  When progress = When.auto;

  @Option(
      names = "--no-input",
      scope = ScopeType.INHERIT,
      description = "Never ask; refuse where a question would be needed.")
  boolean noInput;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  boolean debug;

  @Option(
      names = {"-d", "--dbname"},
      scope = ScopeType.INHERIT,
      paramLabel = "NAME|URI",
      description = "The database: its name, or postgresql://user@host/name.")
  String dbname;

  @Option(
      names = {"-h", "--host"},
      scope = ScopeType.INHERIT,
      paramLabel = "HOST",
      description = "The database server's host. Without one, the local database is used.")
  String host;

  @Option(
      names = {"-p", "--port"},
      scope = ScopeType.INHERIT,
      paramLabel = "PORT",
      description = "The database server's port. Default: 5432.")
  String port;

  @Option(
      names = {"-U", "--username"},
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "The database user. Default: your own name.")
  String username;

  @Option(
      names = "--service",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "A service of libpq's connection service file.")
  String service;

  @Option(
      names = "--schema",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "The schema that holds the tables. Default: orgs.")
  String schema;

  ConnectionFlags connection() {
    return new ConnectionFlags(dbname, host, port, username, service, schema);
  }
}
