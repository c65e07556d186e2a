package orgs.store;

import java.util.List;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Select;

/** The form of a query's rows in COPY's text format; other bytes don't come from PostgreSQL. */
final class CopiedRow {

  private final boolean[] numbers;

  private CopiedRow(boolean[] numbers) {
    this.numbers = numbers;
  }

  /** The form of a query's rows. For other statements it is only known how a row ends. */
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

  /** Whether a row has this number of columns, with numbers where they have to be. */
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

  /** A digit, a sign, or of {@code \N}. */
  private static boolean isOfNumber(byte b) {
    return b >= '0' && b <= '9' || b == '-' || b == '\\' || b == 'N';
  }
}
