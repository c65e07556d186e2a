package orgs.cli.browse;

import java.util.LinkedHashMap;
import java.util.Map;
import orgs.store.model.NameFilter;

/**
 * A list with its filter: the rows in memory, those that are marked, and what is on its way.
 *
 * <p><b>Threading.</b> The screen's thread owns it; a query is given the source and a filter, which
 * don't change.
 */
final class Listing {

  /** How far the rows are that were asked for. */
  enum State {
    /** No row is on its way. */
    SETTLED,
    /** The first row for what is typed is awaited; until then the rows of before are shown. */
    SEARCHING,
    /** Rows are on their way to one end of the window. */
    LOADING,
    /** The last query failed; the next key tries again. */
    FAILED
  }

  final Source source;
  final TextField filter = new TextField();
  final Window window = new Window();

  /** Marked rows by their ids, in the order in which they were marked. */
  final Map<Long, Row> marks = new LinkedHashMap<>();

  State state = State.SETTLED;

  /** The number of rows, or null while it isn't known. */
  Count count;

  /** Whether nothing matches and the rows are those with similar names. */
  boolean similar;

  /** The number of the current search; rows of earlier ones are dropped. */
  int search;

  Listing(Source source) {
    this.source = source;
  }

  /** Begins another search; rows of earlier ones no longer count. */
  void beginSearch() {
    search++;
    state = State.SEARCHING;
    count = null;
  }

  /** Whether rows were asked for and are awaited. */
  boolean isLoading() {
    return state == State.SEARCHING || state == State.LOADING;
  }

  /** Settles, if the list is in this state; returns whether it was. */
  boolean settle(State from) {
    boolean was = state == from;
    if (was) {
      state = State.SETTLED;
    }
    return was;
  }

  /**
   * Names that contain what is typed. Case is ignored unless there is a capital letter in the text.
   */
  NameFilter nameFilter() {
    String text = filter.text();
    return text.isEmpty()
        ? NameFilter.ALL
        : new NameFilter(
            null, null, text, null, null, text.codePoints().noneMatch(Character::isUpperCase));
  }

  /** Marks the row under the cursor, or removes its mark. */
  void toggleMark() {
    Row row = window.current();
    if (row != null && marks.remove(row.id()) == null) {
      marks.put(row.id(), row);
    }
  }

  /** Returns the marked rows, or the one under the cursor if none is marked. */
  Map<Long, Row> selected() {
    if (!marks.isEmpty() || window.current() == null) {
      return new LinkedHashMap<>(marks);
    }
    Row row = window.current();
    return Map.of(row.id(), row);
  }
}
