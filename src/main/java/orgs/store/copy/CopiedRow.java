package orgs.store.copy;

import java.util.List;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Select;

/** The form of a query's rows in COPY's text format; a row of another form isn't PostgreSQL's. */
final class CopiedRow {

  private final boolean[] numbers;

  private CopiedRow(boolean[] numbers) {
    this.numbers = numbers;
  }

  /** Finds the form of a query's rows; other statements are only known to end each row. */
  static CopiedRow of(Query query) {
    if (!(query instanceof Select<?> select)) {
      return new CopiedRow(null);
    }
    List<Field<?>> fields = select.getSelect();
    if (fields.isEmpty()) {
      return new CopiedRow(null);
    }
    boolean[] numbers = new boolean[fields.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = fields.get(i).getType() == Long.class;
    }
    return new CopiedRow(numbers);
  }

  /** Whether a row has this number of columns, and numbers where they have to be. */
  boolean is(byte[] row) {
    int end = row.length - 1;
    if (end < 0 || row[end] != '\n') {
      return false;
    }
    if (numbers == null) {
      return true;
    }
    int column = 0;
    for (int i = 0; i < end; i++) {
      if (row[i] == '\t') {
        column++;
      } else if (column < numbers.length && numbers[column] && !isOfNumber(row[i])) {
        return false;
      }
    }
    return column == numbers.length - 1;
  }

  /** Whether a byte is a digit, a sign, or a part of {@code \N}. */
  private static boolean isOfNumber(byte b) {
    return b >= '0' && b <= '9' || b == '-' || b == '\\' || b == 'N';
  }
}
