package orgs.cli.load;

import java.util.Iterator;
import orgs.cli.session.Context;
import orgs.output.Progress;
import orgs.store.LoadContext;

/**
 * The import of an open file: gives its good rows to a load and shows how far they are.
 *
 * <p><b>Ownership</b>: the file, the file of its bad lines and the progress are closed with it.
 *
 * @param <T> what a good record becomes
 */
public final class Importer<T> implements AutoCloseable {

  private final Context context;
  private final InputSource source;
  private final BadRecords bad;
  private final Progress progress;
  private final GoodRows<T> rows;
  private final LoadContext load;

  private Importer(
      Context context,
      ImportOptions options,
      InputSource source,
      BadRecords bad,
      RecordParser<T> parser) {
    this.context = context;
    this.source = source;
    this.bad = bad;
    this.progress = context.messages().progress();
    this.rows = new GoodRows<>(source, bad, parser, progress, options);
    this.load = LoadProgress.ofFile(progress, options.limit() == 0 ? source.size() : -1);
    if (source.size() >= 0) {
      progress.total(source.size());
    }
    if (!options.isDryRun()) {
      context.signals().setOutcome(options.nothingDone());
    }
  }

  /**
   * Opens a file.
   *
   * @param file its name, or - for standard input
   */
  static <T> Importer<T> open(
      Context context, ImportOptions options, String file, RowSchema<T> schema) {
    Quota limit = options.maxErrors();
    InputSource source = new InputSource(context, options, file, schema);
    try {
      BadRecords bad = new BadRecords(context, options, limit, source.name());
      return new Importer<>(context, options, source, bad, schema.parser());
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** The good rows. Each is read when it is asked for; a bad record may end them. */
  public Iterator<T> rows() {
    return rows;
  }

  /** The context for the load of these rows. */
  public LoadContext load() {
    return load;
  }

  /**
   * Reads all rows without loading them.
   *
   * @return the exit code
   */
  public int check() {
    rows.forEachRemaining(row -> {});
    return finish(
        "dry run: "
            + context.messages().count(rows.count(), "good line")
            + ", "
            + context.messages().number(bad.count())
            + " bad; nothing was imported");
  }

  /**
   * Says what was done, after all rows were loaded.
   *
   * @param done null where nothing is to be said
   * @return the exit code: bad lines that were written to a file are not quite success
   */
  public int finish(String done) {
    progress.clear();
    if (done != null) {
      context.messages().say(done);
    }
    return bad.report();
  }

  @Override
  public void close() {
    try (source;
        bad) {
      progress.close();
    }
  }
}
