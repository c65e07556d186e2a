package orgs.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import orgs.input.Column;
import orgs.input.InputFile;
import orgs.input.InputFormat;
import orgs.input.InputRecord;
import orgs.input.RecordReader;
import orgs.input.RecordReaders;
import orgs.output.Progress;
import orgs.store.LoadOptions;

/**
 * Reads a file of rows for an import: checks every record before it is sent, and decides what
 * becomes of a bad one.
 *
 * @param <T> what a good record becomes
 */
final class Importer<T> {

  /** A smaller file isn't worth locking a table for. */
  private static final long FIRST_LOAD_BYTES = 1 << 18;

  private final Context context;
  private final ImportOptions options;
  private final String file;
  private final InputFormat fallback;
  private final List<Column> columns;
  private final Function<String[], String> problem;
  private final Function<String[], T> row;

  /**
   * Prepares.
   *
   * @param file its name, or - for standard input
   * @param fallback its format, where neither an option nor its name tells
   * @param problem says what is wrong with a record's values, or null
   * @param row makes a row of good values
   */
  Importer(
      Context context,
      ImportOptions options,
      String file,
      InputFormat fallback,
      List<Column> columns,
      Function<String[], String> problem,
      Function<String[], T> row) {
    this.context = context;
    this.options = options;
    this.file = file;
    this.fallback = fallback;
    this.columns = columns;
    this.problem = problem;
    this.row = row;
  }

  /** Takes the rows that can be sent, and the way to send them. */
  interface Sink<T> {
    void accept(Iterator<T> rows, LoadOptions options);
  }

  /**
   * Reads the file into the sink, which is a transaction of its own.
   *
   * @return the exit code: bad lines that were written to a file are not quite success
   */
  int run(Sink<T> sink) {
    ErrorLimit limit = ErrorLimit.parse(options.maxErrors);
    if (options.maxErrors != null && options.rejects == null) {
      throw CliException.usage("--max-errors goes with --rejects", "name a file for the bad lines");
    }
    InputFormat format = format();
    try (InputFile input = open();
        Rejects rejects = new Rejects(options.rejects);
        Progress progress = context.progress()) {
      rejects.open();
      if (input.size() >= 0) {
        progress.total(input.size());
      }
      RecordReader reader = RecordReaders.of(format, input.content(), columns, options.header);
      Rows rows = new Rows(reader, rejects, limit, input, progress);
      if (options.dryRun) {
        rows.forEachRemaining(ignored -> {});
      } else {
        boolean mayLock = input.size() >= FIRST_LOAD_BYTES && options.limit == 0;
        sink.accept(rows, new LoadOptions(mayLock, (what, step) -> spin(progress, what, step)));
      }
      progress.clear();
      return report(rejects.count(), rows.taken);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILURE, "can't read " + name() + ": " + e.getMessage(), null);
    }
  }

  private int report(long rejected, long taken) {
    if (options.dryRun) {
      context.say("dry run: " + taken + " good lines, " + rejected + " bad; nothing was imported");
    }
    if (rejected == 0) {
      return ExitCode.OK;
    }
    context.say(
        rejected + (rejected == 1 ? " bad line is in " : " bad lines are in ") + options.rejects);
    return ExitCode.REJECTS;
  }

  private InputFile open() throws IOException {
    if (file.equals("-")) {
      return InputFile.of(context.console().in());
    }
    try {
      return InputFile.open(Path.of(file));
    } catch (NoSuchFileException e) {
      throw CliException.usage("no file " + file, "name a readable file, or - for stdin");
    }
  }

  private InputFormat format() {
    if (options.format != null) {
      for (InputFormat format : InputFormat.values()) {
        if (format.toString().equals(options.format)) {
          return format;
        }
      }
      throw CliException.usage(
          "'" + options.format + "' is no input format", "there are lines, csv, tsv and jsonl");
    }
    InputFormat guessed = InputFormat.ofName(file);
    InputFormat format = guessed == null ? fallback : guessed;
    context.say("reading " + name() + " as " + format);
    return format;
  }

  private String name() {
    return file.equals("-") ? "stdin" : file;
  }

  private static void spin(Progress progress, String what, Runnable step) {
    Progress.Spin spin = progress.spin(what);
    try {
      step.run();
    } finally {
      spin.close();
    }
  }

  /** The good records, one by one; bad ones end it or go to the rejects. */
  private final class Rows implements Iterator<T> {

    private final RecordReader reader;
    private final Rejects rejects;
    private final ErrorLimit limit;
    private final InputFile input;
    private final Progress progress;
    private long skipped;
    private long taken;
    private T next;

    Rows(
        RecordReader reader,
        Rejects rejects,
        ErrorLimit limit,
        InputFile input,
        Progress progress) {
      this.reader = reader;
      this.rejects = rejects;
      this.limit = limit;
      this.input = input;
      this.progress = progress;
    }

    @Override
    public boolean hasNext() {
      try {
        while (next == null) {
          long all = taken + rejects.count();
          InputRecord record = options.limit > 0 && all == options.limit ? null : reader.next();
          if (record == null) {
            judge(all);
            return false;
          }
          if (skipped < options.skip) {
            skipped++;
          } else {
            take(record);
          }
        }
        return true;
      } catch (IOException e) {
        throw new CliException(
            ExitCode.FAILURE,
            "can't read " + name() + ": " + e.getMessage(),
            "nothing was imported");
      }
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      T result = next;
      next = null;
      progress.rows(taken, input.read());
      return result;
    }

    private void take(InputRecord record) {
      String bad = record.problem() == null ? problem.apply(record.values()) : record.problem();
      if (bad == null) {
        taken++;
        next = row.apply(record.values());
        return;
      }
      if (!rejects.isWanted()) {
        throw new CliException(
            ExitCode.FAILURE,
            name() + ":" + record.line() + ": " + bad,
            "nothing was imported; --rejects FILE takes bad lines aside");
      }
      rejects.add(record, bad);
      if (limit.exceededBy(rejects.count())) {
        throw tooMany();
      }
    }

    private void judge(long all) {
      if (rejects.count() > 0 && limit.exceededAtEndBy(rejects.count(), all)) {
        throw tooMany();
      }
    }

    private CliException tooMany() {
      return new CliException(
          ExitCode.FAILURE,
          name() + ": " + rejects.count() + " bad lines, more than --max-errors " + limit,
          "nothing was imported; the bad lines are in " + options.rejects);
    }
  }
}
