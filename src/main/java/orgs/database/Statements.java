package orgs.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Statements about a schema, outside of jOOQ, each of them told before it is sent. */
record Statements(Connection connection, Consumer<String> echo) {

  /** Runs a statement, or a script of them. */
  void run(String sql) throws SQLException {
    if (sql.contains("\n")) {
      SqlLines.of(sql).forEach(echo);
    } else {
      echo.accept(sql);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Prepares a query, for whoever reads more than its first column. */
  PreparedStatement prepare(String sql) throws SQLException {
    echo.accept(sql);
    return connection.prepareStatement(sql);
  }

  /** The first column of all rows. */
  List<String> texts(String sql, String... values) throws SQLException {
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
  String text(String sql, String... values) throws SQLException {
    return texts(sql, values).get(0);
  }

  long number(String sql, String... values) throws SQLException {
    return Long.parseLong(text(sql, values));
  }

  boolean is(String sql, String... values) throws SQLException {
    return "t".equals(text(sql, values));
  }
}
