package orgs.output;

import java.util.Objects;

/**
 * One column of a result.
 *
 * <p>The kind says how a table aligns the column and whether {@link Format#ID} prints it. How JSON
 * writes a value follows the value's own type.
 */
public record Column(String name, Kind kind) {
  public enum Kind {
    /** A number that identifies the row. */
    ID,
    NUMBER,
    /** The id of another thing that the row names. */
    REFERENCE,
    /** The id of a row that there may not be yet: empty then, in text formats, too. */
    PENDING_ID,
    TEXT
  }

  public Column {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
  }

  public static Column id(String name) {
    return new Column(name, Kind.ID);
  }

  public static Column number(String name) {
    return new Column(name, Kind.NUMBER);
  }

  public static Column reference(String name) {
    return new Column(name, Kind.REFERENCE);
  }

  public static Column pendingId(String name) {
    return new Column(name, Kind.PENDING_ID);
  }

  public static Column text(String name) {
    return new Column(name, Kind.TEXT);
  }

  boolean rightAligned() {
    return kind != Kind.TEXT;
  }
}
