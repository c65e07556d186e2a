package orgs.cli.browse;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a list that is in memory: rows that follow each other, of which the screen shows
 * some. What is asked for beyond them is owed until rows come.
 */
final class Window {

  /** More than the largest screen's; beyond it the rows farthest away are forgotten. */
  private static final int MOST = 1_000;

  private final List<Row> rows = new ArrayList<>();
  private boolean first;
  private boolean last;
  private int height = 1;
  private int top;
  private int cursor;
  private int owed;

  /** Begins anew: with the list's first rows, or its last ones. */
  void reset(boolean fromStart) {
    rows.clear();
    first = fromStart;
    last = !fromStart;
    top = 0;
    cursor = 0;
    owed = 0;
  }

  /** How many rows the screen shows. */
  void resize(int newHeight) {
    height = Math.max(1, newHeight);
    follow();
  }

  int height() {
    return height;
  }

  /** Rows that come behind these. */
  void append(List<Row> more) {
    rows.addAll(more);
    int excess = rows.size() - MOST;
    if (excess > 0) {
      forgetFirst(Math.min(excess, top));
    }
    settle();
  }

  /** Rows that come before these, the nearest first. */
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

  /** There are no others behind these. */
  void endsHere() {
    last = true;
    owed = Math.min(owed, 0);
  }

  /** There are no others before these. */
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

  /** Moves the cursor; beyond the rows that are there when others come. */
  void move(int delta) {
    owed += delta;
    settle();
  }

  /** To the first or the last row that is in memory. */
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

  /** Whether rows behind these are needed soon. */
  boolean wantsMore() {
    return !last && rows.size() - top < 2 * height + 1;
  }

  /** Whether rows before these are needed soon. */
  boolean wantsEarlier() {
    return !first && top < height;
  }

  /** The ids at both ends, or null where there is none. */
  Long firstId() {
    return rows.isEmpty() ? null : rows.get(0).id();
  }

  Long lastId() {
    return rows.isEmpty() ? null : rows.get(rows.size() - 1).id();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  int size() {
    return rows.size();
  }

  /** The row under the cursor, or null. */
  Row current() {
    return rows.isEmpty() ? null : rows.get(cursor);
  }

  /** The index of the cursor among the {@link #visible()} rows. */
  int cursorOnScreen() {
    return cursor - top;
  }

  /** What the screen shows. */
  List<Row> visible() {
    return rows.subList(top, Math.min(rows.size(), top + height));
  }
}
