package orgs.cli.browse;

import java.util.LinkedHashMap;
import java.util.Map;
import orgs.store.NameFilter;

/** A list with its filter: what the screen shows of it. Owned by the screen's thread. */
final class Listing {

  final Source source;
  final TextField filter = new TextField();
  final Window window = new Window();

  /** Those that were marked, in the order of that. */
  final Map<Long, Row> marks = new LinkedHashMap<>();

  /** Null while it isn't known. */
  Count count;

  /** Rows for what is typed have not come yet; those of before are shown. */
  boolean searching;

  /** Rows are on their way to one end of the window. */
  boolean loading;

  /** The last query failed; the next key tries again. */
  boolean failed;

  /** Nothing matches, and the rows are those with similar names. */
  boolean similar;

  /** Counts searches: what comes late, of a former one, is nobody's. */
  int search;

  Listing(Source source) {
    this.source = source;
  }

  /** What is typed, anywhere in the name; whatever the case unless there is a capital letter. */
  NameFilter nameFilter() {
    String text = filter.text();
    return text.isEmpty()
        ? NameFilter.ALL
        : new NameFilter(
            null, null, text, null, null, text.codePoints().noneMatch(Character::isUpperCase));
  }

  /** Marks the row under the cursor, or no longer. */
  void toggleMark() {
    Row row = window.current();
    if (row != null && marks.remove(row.id()) == null) {
      marks.put(row.id(), row);
    }
  }
}
