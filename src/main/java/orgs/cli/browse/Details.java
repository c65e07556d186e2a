package orgs.cli.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import orgs.cli.browse.TextPage.Entry;
import orgs.output.Column;
import orgs.output.SafeText;

/** Lays out the details of a row. */
final class Details {

  private Details() {}

  /**
   * Makes the page of a row, with the code points of a name that isn't plain ASCII.
   *
   * @param columns the columns of the id and of the name
   * @param others what else is known of the row
   */
  static TextPage page(String title, List<Column> columns, Row row, List<Entry> others) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(columns.get(0).name(), String.valueOf(row.id())));
    entries.add(new Entry(columns.get(1).name(), row.name()));
    entries.addAll(others);
    if (!row.name().equals(SafeText.of(row.name())) || !isAscii(row.name())) {
      entries.add(new Entry("characters", codePoints(row.name())));
    }
    return new TextPage(title, entries, row);
  }

  private static boolean isAscii(String name) {
    return name.chars().allMatch(c -> c < 128);
  }

  private static String codePoints(String name) {
    return name.codePoints()
        .mapToObj(point -> "U+%04X".formatted(point))
        .collect(Collectors.joining(" "));
  }
}
