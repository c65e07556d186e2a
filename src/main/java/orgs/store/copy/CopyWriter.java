package orgs.store.copy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Field;
import org.jooq.Table;
import org.postgresql.PGConnection;
import orgs.store.model.NameRules;
import orgs.store.session.Session;
import orgs.store.session.SqlErrors;

/**
 * Sends rows by COPY, in its text format. A COPY ends after {@link #ROWS_PER_BATCH} rows and the
 * next begins: the server checks foreign keys at the end of each, so that an error shows early and
 * what it has to remember stays small.
 */
public final class CopyWriter implements AutoCloseable {

  /** How many rows a COPY, or a batch in a temporary table, has. Tests choose fewer. */
  public static final int ROWS_PER_BATCH = Integer.getInteger("orgs.rows-per-batch", 250_000);

  private static final int BUFFER_BYTES = 1 << 16;

  /** The bytes of a name: at most four for a code point, each of which may be escaped. */
  private static final int LONGEST_FIELD = NameRules.MAX_CODE_POINTS * 4 * 2 + 2;

  private final Session session;
  private final String sql;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private org.postgresql.copy.CopyIn copy;
  private int length;
  private long rowsInCopy;
  private long rows;

  public CopyWriter(Session session, String table, Field<?>... columns) {
    this.session = session;
    StringBuilder text = new StringBuilder("COPY ").append(table).append(" (");
    for (int i = 0; i < columns.length; i++) {
      text.append(i == 0 ? "" : ", ").append(session.quoted(columns[i].getName()));
    }
    this.sql = text.append(") FROM STDIN").toString();
  }

  public static CopyWriter into(Session session, Table<?> table, Field<?>... columns) {
    return new CopyWriter(session, session.qualified(table), columns);
  }

  /** The number of rows that were sent. */
  public long rows() {
    return rows;
  }

  /** Writes a number, the first field of a row or another one. */
  public CopyWriter number(long value) {
    begin();
    return ascii(Long.toString(value));
  }

  /** Writes a name or NULL, the first field of a row or another one. */
  public CopyWriter name(String name) {
    begin();
    if (name == null) {
      return ascii("\\N");
    }
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length * 2 + 2 > LONGEST_FIELD) {
      throw new IllegalArgumentException("a name of " + bytes.length + " bytes");
    }
    if (!hasEscapes(bytes)) {
      System.arraycopy(bytes, 0, buffer, length, bytes.length);
      length += bytes.length;
      return this;
    }
    for (byte b : bytes) {
      byte escape = escape(b);
      if (escape != 0) {
        buffer[length++] = '\\';
      }
      buffer[length++] = escape == 0 ? b : escape;
    }
    return this;
  }

  private static boolean hasEscapes(byte[] bytes) {
    for (byte b : bytes) {
      if (b == '\\' || b >= 0 && b < ' ') {
        return true;
      }
    }
    return false;
  }

  /** Begins the next field of the row. */
  public CopyWriter tab() {
    buffer[length++] = '\t';
    return this;
  }

  /** Ends the row. */
  public void end() {
    buffer[length++] = '\n';
    rows++;
    if (++rowsInCopy == ROWS_PER_BATCH) {
      finish();
    }
  }

  /** Ends the running COPY; the server has then taken all rows. */
  public void finish() {
    if (copy == null) {
      return;
    }
    flush();
    try {
      copy.endCopy();
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    } finally {
      copy = null;
    }
  }

  /** Cancels a running COPY; the transaction can then only be rolled back. */
  @Override
  public void close() {
    if (copy != null && copy.isActive()) {
      try {
        copy.cancelCopy();
      } catch (SQLException e) {
        throw SqlErrors.translate(e);
      }
    }
  }

  private void begin() {
    if (copy == null) {
      session.log().statement(sql, List.of());
      try {
        copy = session.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        if (copy == null) {
          throw SqlErrors.noAnswer();
        }
      } catch (SQLException e) {
        throw SqlErrors.translate(e);
      }
      rowsInCopy = 0;
    }
    if (length > BUFFER_BYTES - LONGEST_FIELD) {
      flush();
    }
  }

  private void flush() {
    try {
      copy.writeToCopy(buffer, 0, length);
    } catch (SQLException e) {
      throw SqlErrors.translate(e);
    }
    length = 0;
  }

  private CopyWriter ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      buffer[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** The letter that represents a byte after a backslash, or 0 for a byte that isn't escaped. */
  private static byte escape(byte b) {
    return switch (b) {
      case '\\' -> '\\';
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      default -> 0;
    };
  }
}
