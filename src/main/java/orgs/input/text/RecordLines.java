package orgs.input.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Puts lines together to records. What ends the first one ends all, as with PostgreSQL's COPY: a
 * line feed, or a carriage return by itself. The other one within a record makes it bad, for it may
 * be a line end of another file that was appended. In CSV both may be inside quotes.
 */
public final class RecordLines implements Lines {

  private static final String CARRIAGE_RETURN =
      "has a carriage return in it, and the first line ends with a line feed";
  private static final String LINE_FEED =
      "has a line feed in it, and the first line ends with a carriage return";

  private final LineSplitter lines;

  /** Null where quotes mean nothing. */
  private final Character delimiter;

  private long lineFeeds;
  private long carriageReturns;

  /** Whether records end with a carriage return; null until the first one has ended. */
  private Boolean byCarriageReturn;

  private RecordLines(LineSplitter lines, Character delimiter) {
    this.lines = lines;
    this.delimiter = delimiter;
  }

  /** Each line is a record. */
  public static RecordLines of(LineSplitter lines) {
    return new RecordLines(lines, null);
  }

  /** The end of a line inside quotes belongs to the field. */
  public static RecordLines ofCsv(LineSplitter lines, char delimiter) {
    return new RecordLines(lines, delimiter);
  }

  @Override
  public TextLine next() throws IOException {
    byte[] first = lines.next();
    if (first == null) {
      return null;
    }
    long number = 1 + (byCarriageReturn != null && byCarriageReturn ? carriageReturns : lineFeeds);
    CsvQuotes quotes = delimiter == null ? null : new CsvQuotes(delimiter);
    boolean cut = take(first, quotes);
    return endsRecord(quotes)
        ? TextLine.of(number, first, cut)
        : longer(number, first, cut, quotes);
  }

  private TextLine longer(long number, byte[] first, boolean isCut, CsvQuotes quotes)
      throws IOException {
    boolean cut = isCut;
    String problem = null;
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes(first);
    do {
      LineSplitter.End end = lines.end();
      boolean within = areOpen(quotes);
      byte[] line = lines.next();
      if (line == null) {
        if (cut && within) {
          // What the record swallowed is no longer there to be put aside.
          throw new InputException(
              "a quote in line " + number + " is never closed", "double it, or remove it");
        }
        break;
      }
      if (!within) {
        problem = end.hasLineFeed() ? LINE_FEED : CARRIAGE_RETURN;
        follow(quotes, end.bytes());
      }
      cut |= take(line, quotes);
      if (!cut) {
        record.writeBytes(end.bytes());
        record.writeBytes(line);
        cut = record.size() >= LineSplitter.MAX_BYTES;
      }
    } while (!endsRecord(quotes));
    TextLine whole = TextLine.of(number, record.toByteArray(), cut);
    return problem == null || whole.problem() != null ? whole : whole.withProblem(problem);
  }

  /** Follows the quotes to the end of the line and returns whether it is too long to be kept. */
  private boolean take(byte[] line, CsvQuotes quotes) throws IOException {
    follow(quotes, line);
    boolean cut = lines.wasCut();
    if (cut) {
      byte[] more;
      while ((more = lines.rest()) != null) {
        follow(quotes, more);
      }
    }
    LineSplitter.End end = lines.end();
    lineFeeds += end.hasLineFeed() ? 1 : 0;
    carriageReturns += end == LineSplitter.End.CARRIAGE_RETURN ? 1 : 0;
    return cut;
  }

  private static void follow(CsvQuotes quotes, byte[] bytes) {
    if (quotes != null) {
      quotes.take(bytes);
    }
  }

  private static boolean areOpen(CsvQuotes quotes) {
    return quotes != null && quotes.areOpen();
  }

  private boolean endsRecord(CsvQuotes quotes) {
    LineSplitter.End end = lines.end();
    if (areOpen(quotes)) {
      return false;
    }
    if (end == LineSplitter.End.END_OF_STREAM) {
      return true;
    }
    if (byCarriageReturn == null) {
      byCarriageReturn = end == LineSplitter.End.CARRIAGE_RETURN;
    }
    return byCarriageReturn == (end == LineSplitter.End.CARRIAGE_RETURN);
  }
}
