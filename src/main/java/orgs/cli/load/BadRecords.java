package orgs.cli.load;

import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.input.InputRecord;

/** Decides about bad records: the first one ends the import, or all of them go to a file. */
final class BadRecords implements AutoCloseable {

  private final Context context;
  private final ImportOptions options;
  private final Quota limit;
  private final String input;
  private final Rejects rejects;

  /**
   * Begins the file of bad lines, if one is wanted.
   *
   * @param input the name of the file that is read
   */
  BadRecords(Context context, ImportOptions options, Quota limit, String input) {
    this.context = context;
    this.options = options;
    this.limit = limit;
    this.input = input;
    this.rejects = Rejects.to(context, options.rejects());
  }

  long count() {
    return rejects.count();
  }

  /** Sets a bad record aside, or ends the import. */
  void add(InputRecord record, String problem) {
    if (!rejects.isWanted()) {
      throw new CliException(
          ExitCode.FAILURE,
          input + ":" + record.line() + ": " + problem,
          (record.isNotUtf8() ? "--encoding NAME reads another encoding; " : "")
              + options.nothingDoneOrRejects(),
          record.line());
    }
    rejects.add(record, problem);
    if (limit.exceededBy(count())) {
      throw tooMany();
    }
  }

  /**
   * Completes the file, after the last record and before the last row is sent: an error here undoes
   * everything.
   */
  void complete(long goodRecords) {
    if (limit.exceededBy(count(), goodRecords + count())) {
      throw tooMany();
    }
    if (rejects.isWanted() && !options.isDryRun()) {
      context.store().onUndo(rejects::withdraw);
    }
    rejects.complete();
  }

  /** The import is undone, but its file of bad lines stays. */
  private CliException tooMany() {
    rejects.complete();
    return new CliException(
        ExitCode.FAILURE,
        input
            + ": "
            + context.messages().count(count(), "bad line")
            + ", more than --max-errors "
            + limit,
        options.nothingDone() + "; what was bad is in " + options.rejects());
  }

  /** Says where the bad records are, and returns the exit code. */
  int report() {
    if (count() == 0) {
      return ExitCode.OK;
    }
    context
        .messages()
        .say(
            context.messages().count(count(), "bad line")
                + (count() == 1 ? " is in " : " are in ")
                + options.rejects());
    return ExitCode.REJECTS;
  }

  @Override
  public void close() {
    rejects.close();
  }
}
