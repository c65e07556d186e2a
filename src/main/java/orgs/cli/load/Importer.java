package orgs.cli.load;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import orgs.cli.files.StandardStream;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.config.WorkingDirectory;
import orgs.input.Column;
import orgs.input.Delimiter;
import orgs.input.FileType;
import orgs.input.FirstLine;
import orgs.input.InputException;
import orgs.input.InputFile;
import orgs.input.InputFormat;
import orgs.input.InputRecord;
import orgs.input.LineLook;
import orgs.input.Reading;
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
public final class Importer<T> {

  private final Context context;
  private final ImportOptions options;
  private final String file;
  private final InputFormat fallback;
  private final List<Column> columns;
  private final Function<String[], String> problem;
  private final Function<String[], T> row;
  private Runnable rehearsal = () -> {};

  /**
   * Prepares.
   *
   * @param file its name, or - for standard input
   * @param fallback its format, where neither an option nor its name tells
   * @param problem says what is wrong with a record's values, or null
   * @param row makes a row of good values
   */
  public Importer(
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

  /**
   * Takes the rows that can be sent and the way to send them; returns what to say of it, or null.
   */
  public interface Sink<T> {
    String accept(Iterator<T> rows, LoadOptions options);
  }

  /** Has something run before a dry run reads its lines, which may refuse it. */
  public Importer<T> rehearsedBy(Runnable refusal) {
    rehearsal = refusal;
    return this;
  }

  /**
   * Reads the file into the sink, which is a transaction of its own.
   *
   * @return the exit code: bad lines that were written to a file are not quite success
   */
  public int run(Sink<T> sink) {
    Quota limit = options.maxErrors();
    options.check();
    if (told() != null) {
      options.check(told(), columns);
    }
    try (InputFile input = open();
        Rejects rejects = Rejects.to(context, options.rejects());
        Progress progress = context.messages().progress()) {
      if (input.size() >= 0) {
        progress.total(input.size());
      }
      Rows rows = new Rows(input, rejects, limit, progress);
      String done;
      if (options.isDryRun()) {
        rehearsal.run();
        rows.forEachRemaining(ignored -> {});
        done =
            "dry run: "
                + context.messages().count(rows.taken, "good line")
                + ", "
                + context.messages().number(rejects.count())
                + " bad; nothing was imported";
      } else {
        boolean mayLock = Steps.isManyBytes(input.size()) && options.limit() == 0;
        context.signals().setOutcome(options.nothingDone());
        done = sink.accept(rows, new LoadOptions(mayLock, Steps.on(progress)));
      }
      progress.clear();
      if (done != null) {
        context.messages().say(done);
      }
      return report(rejects.count());
    } catch (IOException e) {
      throw unreadable(e);
    } catch (InputException e) {
      throw new CliException(
          e.isWrongChoice() ? ExitCode.USAGE : ExitCode.FAILURE,
          name() + ": " + e.getMessage(),
          e.hint());
    }
  }

  private int report(long rejected) {
    if (rejected == 0) {
      return ExitCode.OK;
    }
    context
        .messages()
        .say(badLines(rejected) + (rejected == 1 ? " is in " : " are in ") + options.rejects());
    return ExitCode.REJECTS;
  }

  private String badLines(long count) {
    return context.messages().count(count, "bad line");
  }

  private InputFile open() throws IOException {
    Path path = path();
    boolean stdin = StandardStream.IN.isNamed(path);
    if (stdin || !Files.isRegularFile(path)) {
      context.attempt().spendInput();
    }
    if (stdin) {
      return InputFile.of(context.files().takeStdin());
    }
    if (Files.isDirectory(path)) {
      throw CliException.usage(file + " is a folder", "give a file, or - for stdin");
    }
    try {
      return InputFile.open(path);
    } catch (NoSuchFileException e) {
      throw CliException.usage("no file " + file, "give a readable file, or - for stdin");
    } catch (AccessDeniedException e) {
      throw CliException.usage(
          "no permission to read " + file, "give a readable file, or - for stdin");
    }
  }

  private CliException unreadable(IOException e) {
    return new CliException(
        ExitCode.FAILURE, "can't read " + name() + ": " + e.getMessage(), options.nothingDone());
  }

  private Path path() {
    return file.equals("-") ? StandardStream.IN.path() : WorkingDirectory.resolve(Path.of(file));
  }

  /** The format that the command line tells, or null. */
  private InputFormat told() {
    return options.told(file);
  }

  /** The format that was given, or else the one that the file is certain to have. */
  private InputFormat format(FirstLine first) {
    if (options.format.isGiven()) {
      return options.format.value();
    }
    InputFormat format = FileType.format(first, file, told(), fallback, columns);
    context.messages().say("reading " + name() + " as " + format);
    options.check(format, columns);
    return format;
  }

  private String name() {
    return file.equals("-") ? "stdin" : file;
  }

  /** The good records, one by one; bad ones end it or go to the rejects. */
  private final class Rows implements Iterator<T> {

    private final InputFile input;
    private final Rejects rejects;
    private final Quota limit;
    private final Progress progress;
    private final long toSkip = options.skip();
    private final long atMost = options.limit();
    private RecordReader reader;
    private boolean guessedLines;
    private long skipped;
    private long taken;
    private T next;
    private boolean ended;

    Rows(InputFile input, Rejects rejects, Quota limit, Progress progress) {
      this.input = input;
      this.rejects = rejects;
      this.limit = limit;
      this.progress = progress;
    }

    @Override
    public boolean hasNext() {
      try {
        while (next == null && !ended) {
          InputRecord record = read();
          if (record == null) {
            end();
          } else if (skipped < toSkip) {
            skipped++;
          } else {
            take(record);
          }
        }
        return !ended;
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private InputRecord read() throws IOException {
      if (reader == null) {
        begin();
      }
      return atMost > 0 && taken + rejects.count() == atMost ? null : reader.next();
    }

    private void begin() throws IOException {
      FirstLine first = FileType.rows(input.content(), options.encoding());
      InputFormat format = format(first);
      guessedLines = format == InputFormat.LINES && format != told();
      reader =
          RecordReaders.of(
              format,
              first.content(),
              columns,
              new Reading(
                  options.header.value(),
                  format == InputFormat.CSV ? delimiter(first) : Delimiter.COMMA,
                  this::unknownHeader));
    }

    /** An import can be done again without its header; what is removed for lack of a name can't. */
    private void unknownHeader(String header) {
      if (options.isWhole()) {
        throw new InputException(
            "the first line is '" + header + "', which may be a name or a header",
            "--no-header takes it as a name, --header takes it as a header");
      }
      context
          .messages()
          .say(
              "taking the first line, '"
                  + header
                  + "', as a header; --no-header takes it as a name");
    }

    private char delimiter(FirstLine first) {
      Character given = options.delimiter();
      if (given != null) {
        return given;
      }
      Boolean header = options.header.value();
      char seen = Delimiter.in(first, columns, header == null || header);
      if (seen != Delimiter.COMMA) {
        context.messages().say("reading " + name() + " with " + seen + " between columns");
      }
      return seen;
    }

    /** Before the last row is sent: what goes wrong here undoes everything. */
    private void end() {
      ended = true;
      if (limit.exceededBy(rejects.count(), taken + rejects.count())) {
        throw tooMany();
      }
      if (rejects.isWanted() && !options.isDryRun()) {
        context.store().onUndo(rejects::withdraw);
      }
      rejects.complete();
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
      // Before anything else is wrong with it: such a file isn't to be taken but for some lines.
      if (guessedLines && record.problem() == null && !record.values()[0].isBlank()) {
        LineLook.refuse(record.line(), record.values()[0], columns);
      }
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
            (record.isNotUtf8() ? "--encoding NAME reads another encoding; " : "")
                + options.nothingDoneOrRejects(),
            record.line());
      }
      rejects.add(record, bad);
      if (limit.exceededBy(rejects.count())) {
        throw tooMany();
      }
    }

    /** The import is undone, but its file of bad lines stays. */
    private CliException tooMany() {
      rejects.complete();
      return new CliException(
          ExitCode.FAILURE,
          name() + ": " + badLines(rejects.count()) + ", more than --max-errors " + limit,
          options.nothingDone() + "; what was bad is in " + options.rejects());
    }
  }
}
