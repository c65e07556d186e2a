package orgs.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What is read, and what becomes of its bad lines. */
final class ImportOptions {

  @Option(
      names = "--input-format",
      paramLabel = "FORMAT",
      description =
          "What FILE looks like: lines, csv, tsv or jsonl. Default: what its name says, else lines.")
  String format;

  @Option(
      names = "--header",
      negatable = true,
      paramLabel = "BOOL",
      description = "The first line holds the columns' names. Default: yes for csv, no for tsv.")
  Boolean header;

  @Option(names = "--skip", paramLabel = "N", description = "Leave out the first N records.")
  long skip;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Take N records at the most; 0 for all. Default: 0.")
  long limit;

  @Option(names = "--dry-run", description = "Check every line, and import nothing.")
  boolean dryRun;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description =
          "Write bad lines to FILE, each behind its number and the reason, and go on. Without this"
              + " the first one undoes everything.")
  Path rejects;

  @Option(
      names = "--max-errors",
      paramLabel = "N|N%",
      description = "More bad lines than this undo everything. Goes with --rejects.")
  String maxErrors;

  void check() {
    if (skip < 0 || limit < 0) {
      throw CliException.usage("--skip and --limit can't be negative", null);
    }
    if (maxErrors != null && rejects == null) {
      throw CliException.usage("--max-errors goes with --rejects", "name a file for the bad lines");
    }
  }
}
