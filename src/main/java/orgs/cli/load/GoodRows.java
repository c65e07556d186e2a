package orgs.cli.load;

import java.util.Iterator;
import java.util.NoSuchElementException;
import orgs.cli.load.RecordParser.Parsed;
import orgs.input.InputRecord;
import orgs.output.Progress;

/**
 * The rows of a file's good records, one by one, without those that are skipped or beyond the
 * limit.
 */
final class GoodRows<T> implements Iterator<T> {

  private final InputSource source;
  private final BadRecords bad;
  private final RecordParser<T> parser;
  private final Progress progress;
  private final long atMost;
  private long toSkip;
  private long count;
  private T next;
  private boolean ended;

  GoodRows(
      InputSource source,
      BadRecords bad,
      RecordParser<T> parser,
      Progress progress,
      ImportOptions options) {
    this.source = source;
    this.bad = bad;
    this.parser = parser;
    this.progress = progress;
    this.toSkip = options.skip();
    this.atMost = options.limit();
  }

  /** How many good records were read. */
  long count() {
    return count;
  }

  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      InputRecord record = isLimitReached() ? null : source.next();
      if (record == null) {
        ended = true;
        bad.complete(count);
      } else if (toSkip > 0) {
        toSkip--;
      } else {
        take(record);
      }
    }
    return !ended;
  }

  private boolean isLimitReached() {
    return atMost > 0 && count + bad.count() == atMost;
  }

  private void take(InputRecord record) {
    source.requireName(record);
    if (record.problem() != null) {
      bad.add(record, record.problem());
      return;
    }
    Parsed<T> parsed = parser.parse(record.values());
    if (parsed.problem() != null) {
      bad.add(record, parsed.problem());
    } else {
      count++;
      next = parsed.row();
    }
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T result = next;
    next = null;
    progress.rows(count, source.bytesRead());
    return result;
  }
}
