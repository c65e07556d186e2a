package orgs.database.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlLinesTest {

  @Test
  void keepsTheWayItIsWrittenWithoutComments() {
    assertThat(SqlLines.of("-- why\nCREATE TABLE t (\n  a bigint,\n  -- b\n\n  b text\n)"))
        .containsExactly("CREATE TABLE t (", "  a bigint,", "  b text", ")");
  }

  @Test
  void breaksWideLinesOutsideOfLiterals() {
    String literal = "'" + "a b ".repeat(16) + "'";
    assertThat(SqlLines.of("  CONSTRAINT a_name CHECK (name <> " + literal + " AND true)"))
        .containsExactly(
            "  CONSTRAINT a_name CHECK (name <>", "      " + literal + " AND", "      true)");
  }

  @Test
  void leavesWhatCannotBeBroken() {
    String literal = "'" + "a b ".repeat(30) + "'";
    assertThat(SqlLines.of("x " + literal)).containsExactly("x", "    " + literal);
    assertThat(SqlLines.of(literal + " y z")).containsExactly(literal, "    y z");
  }
}
