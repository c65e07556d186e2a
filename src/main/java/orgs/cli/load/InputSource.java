package orgs.cli.load;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import orgs.cli.files.StandardStream;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.config.WorkingDirectory;
import orgs.input.Delimiter;
import orgs.input.FileType;
import orgs.input.InputFormat;
import orgs.input.InputRecord;
import orgs.input.LineLook;
import orgs.input.Reading;
import orgs.input.RecordReader;
import orgs.input.RecordReaders;
import orgs.input.text.FirstLine;
import orgs.input.text.InputException;
import orgs.input.text.InputFile;

/** An open file of rows, or standard input: finds out its format and reads its records. */
final class InputSource implements AutoCloseable {

  private final Context context;
  private final ImportOptions options;
  private final String file;
  private final RowSchema<?> schema;

  /** The format that an option or the file's name declares, or null. */
  private final InputFormat declared;

  private final InputFile input;

  /** Null before the first record. */
  private RecordReader reader;

  private boolean guessedLines;

  /**
   * Opens the file.
   *
   * @param file its name, or - for standard input
   * @throws CliException for options that contradict each other or the file
   */
  InputSource(Context context, ImportOptions options, String file, RowSchema<?> schema) {
    this.context = context;
    this.options = options;
    this.file = file;
    this.schema = schema;
    options.check();
    declared = options.declaredFormat(file);
    if (declared != null) {
      options.check(declared, schema.columns());
    }
    try {
      input = open();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private InputFile open() throws IOException {
    Path path = isStdin() ? StandardStream.IN.path() : WorkingDirectory.resolve(Path.of(file));
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

  private boolean isStdin() {
    return file.equals("-");
  }

  /** The name of the file in messages. */
  String name() {
    return isStdin() ? "stdin" : file;
  }

  /** The size of the file in bytes, or -1 where that isn't known. */
  long size() {
    return input.size();
  }

  /** How many bytes of it were read. */
  long bytesRead() {
    return input.read();
  }

  /**
   * Reads the next record, good or bad; null at the end. The first call waits for the first line.
   *
   * @throws CliException when the file as a whole can't be read
   */
  InputRecord next() {
    try {
      if (reader == null) {
        reader = reader();
      }
      return reader.next();
    } catch (IOException e) {
      throw unreadable(e);
    } catch (InputException e) {
      throw refused(e);
    }
  }

  /**
   * Refuses the file if this record shows that its lines, which were taken for names, are something
   * else. Must be called before the record is checked, or the file would pass for one of names with
   * some bad lines.
   */
  void requireName(InputRecord record) {
    if (guessedLines && record.problem() == null && !record.values()[0].isBlank()) {
      try {
        LineLook.refuse(record.line(), record.values()[0], schema.columns());
      } catch (InputException e) {
        throw refused(e);
      }
    }
  }

  private CliException refused(InputException e) {
    return new CliException(
        e.isWrongChoice() ? ExitCode.USAGE : ExitCode.FAILURE,
        name() + ": " + e.getMessage(),
        e.hint());
  }

  private RecordReader reader() throws IOException {
    FirstLine first = FileType.rows(input.content(), options.encoding());
    InputFormat format = format(first);
    guessedLines = format == InputFormat.LINES && format != declared;
    return RecordReaders.of(
        format,
        first.content(),
        schema.columns(),
        new Reading(
            options.header.value(),
            format == InputFormat.CSV ? delimiter(first) : Delimiter.COMMA,
            this::unknownHeader));
  }

  /** Returns the format that an option names, otherwise the one that the file certainly has. */
  private InputFormat format(FirstLine first) {
    if (options.format.isGiven()) {
      return options.format.value();
    }
    InputFormat format =
        FileType.format(first, file, declared, schema.fallback(), schema.columns());
    context.messages().say("reading " + name() + " as " + format);
    options.check(format, schema.columns());
    return format;
  }

  private char delimiter(FirstLine first) {
    Character given = options.delimiter();
    if (given != null) {
      return given;
    }
    Boolean header = options.header.value();
    char seen = Delimiter.in(first, schema.columns(), header == null || header);
    if (seen != Delimiter.COMMA) {
      context.messages().say("reading " + name() + " with " + seen + " between columns");
    }
    return seen;
  }

  /** An import can be repeated without its header; a removal for lack of a name can't be undone. */
  private void unknownHeader(String header) {
    if (options.isStrict()) {
      throw new InputException(
          "the first line is '" + header + "', which may be a name or a header",
          "--no-header takes it as a name, --header takes it as a header");
    }
    context
        .messages()
        .say(
            "taking the first line, '" + header + "', as a header; --no-header takes it as a name");
  }

  private CliException unreadable(IOException e) {
    return new CliException(
        ExitCode.FAILURE, "can't read " + name() + ": " + e.getMessage(), options.nothingDone());
  }

  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
