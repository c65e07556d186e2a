package orgs.cli.load;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.Syntax;
import orgs.input.InputColumn;
import orgs.input.InputFormat;

/** The options that describe a file, and those for its bad lines. */
public final class ImportOptions {

  private static final char LAST_OF_ASCII = 0x7E;

  public final Arg<InputFormat> format;
  public final Arg<Boolean> header;
  private final Arg<String> delimiter;
  private final Arg<String> encoding;

  // Options that leave rows out; null where every row is needed.
  private Arg<Long> skip;
  private Arg<Long> limit;
  private Arg<Boolean> dryRun;
  private Arg<Path> rejects;
  private Arg<String> maxErrors;

  private ImportOptions(Syntax syntax) {
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
    delimiter =
        syntax.option(
            "--delimiter",
            "CHAR",
            "What is between the columns of csv; \\t for a tab. Default: a comma, or the semicolon"
                + " where the first line tells.");
    encoding =
        syntax.option(
            "--encoding",
            "NAME",
            "The encoding of FILE, such as windows-1252. Default: UTF-8, or what the file's byte"
                + " order mark tells.");
  }

  /** Whether an option describes the file. */
  boolean isDescribed() {
    return format.isGiven() || header.isGiven() || delimiter.isGiven() || encoding.isGiven();
  }

  /** The format that an option or the file's name declares, or null. */
  InputFormat declaredFormat(String file) {
    if (format.isGiven()) {
      return format.value();
    }
    InputFormat named = InputFormat.ofName(file);
    return named == null && delimiter.isGiven() ? InputFormat.CSV : named;
  }

  /** The character between the columns, or null where the first line decides. */
  Character delimiter() {
    if (!delimiter.isGiven()) {
      return null;
    }
    String text = delimiter.value().equals("\\t") ? "\t" : delimiter.value();
    if (text.length() != 1 || text.charAt(0) > LAST_OF_ASCII || "\"\r\n\0".contains(text)) {
      throw CliException.usage(
          "'" + delimiter.value() + "' is not a delimiter",
          "give one character of ASCII, such as ';', or \\t for a tab");
    }
    return text.charAt(0);
  }

  /** The encoding, or null where the file decides. */
  Charset encoding() {
    if (!encoding.isGiven()) {
      return null;
    }
    try {
      return Charset.forName(encoding.value());
    } catch (IllegalArgumentException e) {
      throw CliException.usage(
          "no encoding '" + encoding.value() + "'",
          "there are UTF-8, UTF-16, windows-1252, ISO-8859-1, Shift_JIS and others");
    }
  }

  /** The options of an import, which may leave rows out. */
  public static ImportOptions of(Syntax syntax) {
    ImportOptions options = new ImportOptions(syntax);
    options.skip = syntax.number("--skip", "N", "Skip the first N records.").setDefault(0L);
    options.limit =
        syntax
            .number("--limit", "N", "Import at most N records; 0 for all. Default: 0.")
            .setDefault(0L);
    options.dryRun = syntax.flag("--dry-run", "Check every line, without importing anything.");
    options.rejects =
        syntax.outputFile(
            "--rejects",
            "FILE",
            "Write bad lines to FILE, each after its number and the reason, and continue."
                + " Without this, the first one undoes everything.");
    options.maxErrors =
        syntax.option(
            "--max-errors",
            "N|N%",
            "Undo everything if there are more bad lines than this. Needs --rejects.");
    return options;
  }

  /** The options of a command that needs every row: a bad one ends it. */
  public static ImportOptions strict(Syntax syntax) {
    return new ImportOptions(syntax);
  }

  /** Whether the command needs every row, because it removes or changes what the file names. */
  boolean isStrict() {
    return rejects == null;
  }

  long skip() {
    return isStrict() ? 0 : skip.value();
  }

  /** How many records are imported at most; 0 for all. */
  long limit() {
    return isStrict() ? 0 : limit.value();
  }

  public boolean isDryRun() {
    return !isStrict() && dryRun.value();
  }

  /** The file for bad lines; null where the first one ends the command. */
  Path rejects() {
    return isStrict() ? null : rejects.value();
  }

  Quota maxErrors() {
    return isStrict() ? Quota.UNLIMITED : Quota.parse(maxErrors.value(), "errors");
  }

  /** The outcome of a command that fails. */
  String nothingDone() {
    return isStrict() ? "nothing was changed" : "nothing was imported";
  }

  /** The outcome of a command that fails for a bad line, with the way to set such lines aside. */
  String nothingDoneOrRejects() {
    return nothingDone() + (isStrict() ? "" : "; --rejects FILE sets bad lines aside");
  }

  void check() {
    delimiter();
    encoding();
    if (isStrict()) {
      return;
    }
    if (skip.value() < 0 || limit.value() < 0) {
      throw CliException.usage("--skip and --limit can't be negative", null);
    }
    if (maxErrors.isGiven() && !rejects.isGiven()) {
      throw CliException.usage("--max-errors needs --rejects", "give a file for the bad lines");
    }
  }

  /** Refuses options that a file of this format doesn't have. */
  void check(InputFormat of, List<InputColumn> columns) {
    if (delimiter.isGiven() && of != InputFormat.CSV) {
      throw CliException.usage(
          "--delimiter is for csv, and this is " + of,
          "--input-format csv says that the file is csv");
    }
    if (of == InputFormat.LINES && columns.size() > 1) {
      throw CliException.usage(
          "lines have no columns", "give --input-format csv, tsv, json or jsonl");
    }
    if (of == InputFormat.LINES && columns.stream().anyMatch(InputColumn::chosen)) {
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
