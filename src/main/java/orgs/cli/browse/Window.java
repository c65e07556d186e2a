package orgs.cli.browse;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a list that is in memory: rows that follow each other, some of which the screen
 * shows. A move of the cursor beyond them is owed until more rows come.
 *
 * <p><b>Threading.</b> The screen's thread owns it.
 */
final class Window {

  /** The limit of rows in memory, above any screen's height; beyond it the farthest are dropped. */
  private static final int MOST = 1_000;

  private final List<Row> rows = new ArrayList<>();
  private boolean first;
  private boolean last;
  private int height = 1;
  private int top;
  private int cursor;
  private int owed;

  /** Drops all rows; the next ones are the first of the list, or the last. */
  void reset(boolean fromStart) {
    rows.clear();
    first = fromStart;
    last = !fromStart;
    top = 0;
    cursor = 0;
    owed = 0;
  }

  /** Sets how many rows the screen shows. */
  void resize(int newHeight) {
    height = Math.max(1, newHeight);
    follow();
  }

  int height() {
    return height;
  }

  /** Adds rows after those in memory. */
  void append(List<Row> more) {
    rows.addAll(more);
    int excess = rows.size() - MOST;
    if (excess > 0) {
      forgetFirst(Math.min(excess, top));
    }
    settle();
  }

  /** Adds rows before those in memory, the nearest first. */
  void prepend(List<Row> backwards) {
    boolean empty = rows.isEmpty();
    for (Row row : backwards) {
      rows.add(0, row);
    }
    top += backwards.size();
    cursor += empty ? backwards.size() - 1 : backwards.size();
    int excess = rows.size() - MOST;
    if (excess > 0) {
      forgetLast(Math.min(excess, Math.max(0, rows.size() - top - height)));
    }
    settle();
  }

  private void forgetFirst(int count) {
    if (count > 0) {
      rows.subList(0, count).clear();
      first = false;
      top -= count;
      cursor -= count;
    }
  }

  private void forgetLast(int count) {
    if (count > 0) {
      rows.subList(rows.size() - count, rows.size()).clear();
      last = false;
      cursor = Math.min(cursor, rows.size() - 1);
    }
  }

  /** Notes that the list ends with these rows. */
  void endsHere() {
    last = true;
    owed = Math.min(owed, 0);
  }

  /** Notes that the list begins with these rows. */
  void beginsHere() {
    first = true;
    owed = Math.max(owed, 0);
  }

  boolean beginsTheList() {
    return first;
  }

  boolean endsTheList() {
    return last;
  }

  /** Whether the screen shows the list's first row. */
  boolean isAtStart() {
    return first && top == 0;
  }

  /** Moves the cursor; if it would leave the rows in memory, the rest follows when more come. */
  void move(int delta) {
    owed += delta;
    settle();
  }

  /** Moves the cursor to the first or the last row in memory. */
  void moveToEnd(boolean ofList) {
    owed = 0;
    cursor = ofList ? Math.max(0, rows.size() - 1) : 0;
    follow();
  }

  private void settle() {
    int wanted = cursor + owed;
    int reached = Math.max(0, Math.min(wanted, rows.size() - 1));
    owed = wanted - reached;
    if (first && owed < 0 || last && owed > 0) {
      owed = 0;
    }
    cursor = reached;
    follow();
  }

  private void follow() {
    top = Math.max(0, Math.min(top, rows.size() - height));
    top = Math.min(top, cursor);
    top = Math.max(top, cursor - height + 1);
  }

  /** Whether rows after these are needed soon. */
  boolean wantsMore() {
    return !last && rows.size() - top < 2 * height + 1;
  }

  /** Whether rows before these are needed soon. */
  boolean wantsEarlier() {
    return !first && top < height;
  }

  /** Returns the id of the first row in memory, or null. */
  Long firstId() {
    return rows.isEmpty() ? null : rows.get(0).id();
  }

  /** Returns the id of the last row in memory, or null. */
  Long lastId() {
    return rows.isEmpty() ? null : rows.get(rows.size() - 1).id();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  int size() {
    return rows.size();
  }

  /** Returns the row under the cursor, or null. */
  Row current() {
    return rows.isEmpty() ? null : rows.get(cursor);
  }

  /** Returns the index of the cursor among the {@link #visible()} rows. */
  int cursorOnScreen() {
    return cursor - top;
  }

  /** Returns the rows that the screen shows. */
  List<Row> visible() {
    return rows.subList(top, Math.min(rows.size(), top + height));
  }
}
