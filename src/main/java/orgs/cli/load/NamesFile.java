package orgs.cli.load;

import java.util.List;
import java.util.function.Function;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.Syntax;
import orgs.input.Column;
import orgs.input.InputFormat;
import orgs.store.MemberName;
import orgs.store.NameRules;

/** A file with names of members, a column of which is read. */
public final class NamesFile {

  private final Arg<String> column;

  /** Which format it has, and what it leaves out. */
  public final ImportOptions options;

  private NamesFile(Arg<String> column, ImportOptions options) {
    this.column = column;
    this.options = options;
  }

  /** For an import. */
  public static NamesFile ofImport(Syntax syntax) {
    Arg<String> column = column(syntax);
    return new NamesFile(column, ImportOptions.of(syntax));
  }

  /** For a command that needs every row. */
  public static NamesFile ofWhole(Syntax syntax) {
    Arg<String> column = column(syntax);
    return new NamesFile(column, ImportOptions.ofWhole(syntax));
  }

  private static Arg<String> column(Syntax syntax) {
    return syntax.option(
        "--column",
        "NAME",
        "The column that holds the names: its name in the header or the JSON objects, or"
            + " its number. Default: member_name, member or name.");
  }

  /** Whether something is said of the file. */
  public boolean isDescribed() {
    return column.isGiven() || options.isDescribed();
  }

  /**
   * Makes ready to read.
   *
   * @param file its name, or - for standard input
   * @param row makes a row of a good name
   */
  public <T> Importer<T> importer(Context context, String file, Function<MemberName, T> row) {
    Column name =
        column.isGiven()
            ? Column.chosen(column.value())
            : new Column(List.of("member_name", "member", "name"), false);
    return new Importer<>(
        context,
        options,
        file,
        InputFormat.LINES,
        List.of(name),
        values -> NameRules.problem(values[0]),
        values -> row.apply(MemberName.of(values[0])));
  }
}
