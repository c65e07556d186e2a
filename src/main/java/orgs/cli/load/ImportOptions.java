package orgs.cli.load;

import java.nio.file.Path;
import java.util.List;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.Syntax;
import orgs.input.Column;
import orgs.input.InputFormat;

/** What is read, and what becomes of its bad lines. */
public final class ImportOptions {

  public final Arg<InputFormat> format;
  public final Arg<Boolean> header;
  final Arg<Long> skip;
  final Arg<Long> limit;
  public final Arg<Boolean> dryRun;
  public final Arg<Path> rejects;
  final Arg<String> maxErrors;

  public ImportOptions(Syntax syntax) {
    format =
        syntax.choice(
            "--input-format",
            "FORMAT",
            InputFormat.class,
            "The format of FILE: lines, csv, tsv, json or jsonl. Default: what its name says, else"
                + " what it begins like.");
    header =
        syntax.negatable(
            "--header", "The first line holds the column names. Default: yes for csv, no for tsv.");
    skip = syntax.number("--skip", "N", "Skip the first N records.").setDefault(0L);
    limit =
        syntax
            .number("--limit", "N", "Import at most N records; 0 for all. Default: 0.")
            .setDefault(0L);
    dryRun = syntax.flag("--dry-run", "Check every line, without importing anything.");
    rejects =
        syntax.fileOption(
            "--rejects",
            "FILE",
            "Write bad lines to FILE, each after its number and the reason, and continue."
                + " Without this, the first one undoes everything.");
    maxErrors =
        syntax.option(
            "--max-errors",
            "N|N%",
            "Undo everything if there are more bad lines than this. Needs --rejects.");
  }

  void check() {
    if (skip.value() < 0 || limit.value() < 0) {
      throw CliException.usage("--skip and --limit can't be negative", null);
    }
    if (maxErrors.isGiven() && !rejects.isGiven()) {
      throw CliException.usage("--max-errors needs --rejects", "give a file for the bad lines");
    }
  }

  /** Refuses what a file of this format doesn't have. */
  void check(InputFormat of, List<Column> columns) {
    if (of == InputFormat.LINES && columns.size() > 1) {
      throw CliException.usage(
          "lines have no columns", "give --input-format csv, tsv, json or jsonl");
    }
    if (of == InputFormat.LINES && columns.stream().anyMatch(Column::chosen)) {
      throw CliException.usage(
          "lines have no columns, so --column means nothing",
          "--input-format csv, tsv, json or jsonl says what the file is");
    }
    if (header.isGiven() && !of.mayHaveHeader()) {
      throw CliException.usage(
          of + (of == InputFormat.LINES ? " have" : " has") + " no header",
          "--header and --no-header go with csv and tsv; --input-format says what the file is");
    }
  }
}
