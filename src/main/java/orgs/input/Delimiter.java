package orgs.input;

import java.util.List;
import orgs.input.text.FirstLine;
import orgs.input.text.InputException;

/**
 * What is between the fields of CSV: a comma, or the semicolon of countries with decimal commas.
 */
public final class Delimiter {

  public static final char COMMA = ',';
  public static final char SEMICOLON = ';';
  private static final char BAR = '|';

  private Delimiter() {}

  /**
   * Finds the delimiter by the first line: the one that it names, otherwise a comma, unless the
   * wanted columns are found only between semicolons.
   *
   * @param header whether the line holds names
   * @throws InputException when both readings are possible
   */
  public static char in(FirstLine line, List<InputColumn> columns, boolean header) {
    String text = line.text();
    Character said = DelimiterLine.in(text);
    if (said != null) {
      return said;
    }
    List<String> commas = split(text, COMMA);
    requireNoOther(text, commas);
    List<String> between = split(text, SEMICOLON);
    if (between == null || between.size() == 1) {
      return COMMA;
    }
    boolean named = header && ColumnPositions.areNamed(columns, between);
    boolean namedWithCommas = header && commas != null && ColumnPositions.areNamed(columns, commas);
    if (named != namedWithCommas) {
      return named ? SEMICOLON : COMMA;
    }
    boolean fits = fits(between, columns, header);
    boolean fitsWithCommas = commas != null && fits(commas, columns, header);
    // A line without commas is one column of any name, and may be several of other names.
    boolean mayBeOne = fitsWithCommas && commas.size() == 1;
    if (fits && fitsWithCommas || mayBeOne) {
      throw new InputException(
          "the first line has semicolons, which may be between columns or in them",
          "--delimiter ';' or --delimiter ',' decides");
    }
    return fits ? SEMICOLON : COMMA;
  }

  /** Of one column that may be several, between what isn't looked for. */
  private static void requireNoOther(String line, List<String> commas) {
    if (commas != null && commas.size() == 1 && line.indexOf(BAR) >= 0) {
      throw new InputException(
          "the first line has vertical bars, which may be between columns or in them",
          "--delimiter '|' or --delimiter ',' decides");
    }
    if (commas != null && commas.size() == 1 && line.indexOf('\t') >= 0) {
      throw new InputException(
          "the first line has tabs, which may be between columns or in them",
          "--delimiter '\\t' or --delimiter ',' decides");
    }
  }

  /** Null where this can't be a line with such a delimiter. */
  private static List<String> split(String line, char delimiter) {
    try {
      return new CsvFields(delimiter).split(line);
    } catch (Fields.BadShape e) {
      return null;
    }
  }

  private static boolean fits(List<String> record, List<InputColumn> columns, boolean header) {
    try {
      return (header
              ? ColumnPositions.byHeader(columns, record)
              : ColumnPositions.byFirst(columns, record))
          != null;
    } catch (InputException e) {
      return false;
    }
  }
}
