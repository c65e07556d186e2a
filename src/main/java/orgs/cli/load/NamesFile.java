package orgs.cli.load;

import java.util.List;
import java.util.function.Function;
import orgs.cli.load.RecordParser.Parsed;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.Syntax;
import orgs.input.InputColumn;
import orgs.input.InputFormat;
import orgs.store.MemberName;
import orgs.store.NameRules;

/** A file with the names of members in one of its columns. */
public final class NamesFile {

  private final Arg<String> column;

  /** Its format, and the records that are left out. */
  public final ImportOptions options;

  private NamesFile(Arg<String> column, ImportOptions options) {
    this.column = column;
    this.options = options;
  }

  /** The file of an import, which may leave rows out. */
  public static NamesFile ofImport(Syntax syntax) {
    Arg<String> column = column(syntax);
    return new NamesFile(column, ImportOptions.of(syntax));
  }

  /** The file of a command that needs every row. */
  public static NamesFile strict(Syntax syntax) {
    Arg<String> column = column(syntax);
    return new NamesFile(column, ImportOptions.strict(syntax));
  }

  private static Arg<String> column(Syntax syntax) {
    return syntax.option(
        "--column",
        "NAME",
        "The column that holds the names: its name in the header or the JSON objects, or"
            + " its number. Default: member_name, member or name.");
  }

  /** Whether an option describes the file. */
  public boolean isDescribed() {
    return column.isGiven() || options.isDescribed();
  }

  /**
   * Opens the file.
   *
   * @param file its name, or - for standard input
   * @param row makes a row of a good name
   */
  public <T> Importer<T> open(Context context, String file, Function<MemberName, T> row) {
    InputColumn name =
        column.isGiven()
            ? InputColumn.chosen(column.value())
            : new InputColumn(List.of("member_name", "member", "name"), false);
    return Importer.open(
        context,
        options,
        file,
        new RowSchema<>(InputFormat.LINES, List.of(name), values -> parse(values[0], row)));
  }

  private static <T> Parsed<T> parse(String text, Function<MemberName, T> row) {
    MemberName name = MemberName.orNull(text);
    return name == null ? Parsed.bad(NameRules.problem(text)) : Parsed.good(row.apply(name));
  }
}
