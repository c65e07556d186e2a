package orgs.cli.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import orgs.output.Column;
import orgs.output.Format;

/** The options for the columns of printed rows, and for their header and quoting. */
public final class RowOptions {

  private final Arg<String> names;
  private final Arg<Boolean> noHeader;
  private final Arg<Boolean> spreadsheet;

  /**
   * Adds the options.
   *
   * @param columns all columns that the command's rows may have
   */
  public RowOptions(Syntax syntax, List<Column> columns) {
    List<String> all = columns.stream().map(Column::name).toList();
    names =
        syntax.list(
            "--columns",
            "NAME,...",
            all,
            "The columns to print, in this order, of " + String.join(", ", all) + ".");
    noHeader = syntax.flag("--no-header", "Leave out the header of a table or of csv.");
    spreadsheet =
        syntax.flag(
            "--spreadsheet",
            "Make csv safe to open in a spreadsheet: with a byte order mark, and with ' before a"
                + " name that would be a formula. An import doesn't take that back.");
  }

  public boolean hasHeader() {
    return !noHeader.value();
  }

  public boolean isForSpreadsheet() {
    return spreadsheet.value();
  }

  /** Whether this column is asked for by its name. */
  public boolean names(String column) {
    return names.isGiven() && asked().contains(column);
  }

  public boolean areChosen() {
    return names.isGiven();
  }

  /**
   * The places of the chosen columns among these, in the order that was asked for.
   *
   * @throws CliException (USAGE) for a name that isn't there, or is there twice
   */
  public int[] places(List<Column> columns) {
    List<String> there = columns.stream().map(Column::name).toList();
    List<Integer> places = new ArrayList<>();
    for (String name : asked()) {
      int place = there.indexOf(name);
      if (place < 0) {
        throw CliException.usage(
            "no column '" + name + "'",
            "the columns are " + there.stream().collect(Collectors.joining(", ")));
      }
      if (places.contains(place)) {
        throw CliException.usage("column '" + name + "' is named twice", "name it once");
      }
      places.add(place);
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Refuses options that don't fit this format. */
  public void check(Format format) {
    if (spreadsheet.value() && format != Format.CSV) {
      throw CliException.usage(
          "--spreadsheet is for csv, and the rows are " + format,
          "add --format csv, or name a file that ends in .csv with --output");
    }
    boolean may = format == Format.TABLE || format == Format.CSV || format == Format.TSV;
    if (noHeader.value() && !may) {
      throw CliException.usage(
          format + " has no header to leave out", "--no-header is for tables and csv");
    }
  }

  private List<String> asked() {
    return Arrays.stream(names.value().split(",", -1)).map(String::strip).toList();
  }
}
