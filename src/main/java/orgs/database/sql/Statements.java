package orgs.database.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sends statements about a schema, outside of jOOQ.
 *
 * @param echo gets each statement before it is sent
 */
public record Statements(Connection connection, Consumer<String> echo) {

  /** A name as SQL text. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Runs a statement, or a script of them. */
  public void run(String sql) throws SQLException {
    if (sql.contains("\n")) {
      SqlLines.of(sql).forEach(echo);
    } else {
      echo.accept(sql);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Prepares a query of which more than the first column is read. */
  public PreparedStatement prepare(String sql) throws SQLException {
    echo.accept(sql);
    return connection.prepareStatement(sql);
  }

  /** The first column of all rows. */
  public List<String> texts(String sql, String... values) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (PreparedStatement query = prepare(sql)) {
      for (int i = 0; i < values.length; i++) {
        query.setString(i + 1, values[i]);
      }
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          texts.add(row.getString(1));
        }
      }
    }
    return texts;
  }

  /** The one value of a query. */
  public String text(String sql, String... values) throws SQLException {
    return texts(sql, values).get(0);
  }

  /** The one value of a query, as a whole number. */
  public long number(String sql, String... values) throws SQLException {
    return Long.parseLong(text(sql, values));
  }

  /** The one value of a query, as a boolean. */
  public boolean is(String sql, String... values) throws SQLException {
    return "t".equals(text(sql, values));
  }
}
