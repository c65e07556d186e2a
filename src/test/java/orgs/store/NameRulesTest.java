package orgs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.testing.TestOrgs;

/** The rules for names stand twice: in Java and in the database's constraints. They agree. */
class NameRulesTest {

  /** Unicode's White_Space, from PropList.txt; it has been the same since version 6.3. */
  private static final List<Integer> WHITE_SPACE =
      IntStream.of(
              0x9, 0xA, 0xB, 0xC, 0xD, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003,
              0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F,
              0x205F, 0x3000)
          .boxed()
          .toList();

  private static TestOrgs orgs;

  @BeforeAll
  static void schema() {
    orgs = TestOrgs.migrated();
  }

  @Test
  void javaFindsJustWhiteSpaceBlank() {
    List<Integer> blank =
        allCodePoints()
            .filter(c -> NameRules.problem(Character.toString(c)) != null)
            .boxed()
            .toList();

    assertThat(blank).isEqualTo(WHITE_SPACE);
  }

  /** Whatever the database's locale: a server of one's own may have any. */
  @ParameterizedTest
  @CsvSource({
    "members, member_name, C",
    "members, member_name, pg_c_utf8",
    "organizations, org_name, C",
    "organizations, org_name, pg_c_utf8",
  })
  void theConstraintsFindTheSame(String table, String column, String collation) {
    assumeThat(orgs.query("SELECT 1 FROM pg_collation WHERE collname = '" + collation + "'"))
        .as("PostgreSQL 17 or newer")
        .isNotEmpty();
    String conditions =
        String.join(
            " AND ",
            orgs.query(
                "SELECT substr(pg_get_constraintdef(oid), 6) FROM pg_constraint WHERE contype = 'c'"
                    + " AND conrelid = '"
                    + table
                    + "'::regclass"));
    List<String> refused =
        orgs.query(
            "SELECT c FROM (SELECT c, chr(c) COLLATE \"%s\" AS %s FROM generate_series(1, 1114111) c"
                    .formatted(collation, column)
                + " WHERE c NOT BETWEEN 55296 AND 57343) AS one WHERE NOT (%s) ORDER BY c"
                    .formatted(conditions));

    assertThat(refused).isEqualTo(WHITE_SPACE.stream().map(String::valueOf).toList());
  }

  @Test
  void theTablesRefuseWhatJavaRefuses() {
    List<String> names =
        List.of(
            "",
            " ",
            "a",
            " a",
            "\u2007\u3000\n",
            "\u200B",
            "x".repeat(50),
            "x".repeat(51),
            "\uD83D\uDE00".repeat(50),
            "\uD83D\uDE00".repeat(51),
            "id:7",
            "id:07",
            "id:",
            "id:7\n",
            "id:\u0667",
            "ID:7",
            " id:7");

    for (String name : names) {
      assertThat(accepts("organizations (org_name) VALUES ('" + name + "')"))
          .as("organization '%s'", name)
          .isEqualTo(isAccepted(() -> OrganizationName.of(name)));
      assertThat(accepts("members (org_id, member_name) VALUES (0, '" + name + "')"))
          .as("member '%s'", name)
          .isEqualTo(isAccepted(() -> MemberName.of(name)));
    }
  }

  private static IntStream allCodePoints() {
    return IntStream.rangeClosed(1, Character.MAX_CODE_POINT).filter(c -> c < 0xD800 || c > 0xDFFF);
  }

  private static boolean accepts(String row) {
    String organization = "INSERT INTO organizations VALUES (0, 'owner') ON CONFLICT DO NOTHING;";
    return isAccepted(() -> orgs.execute(organization + "INSERT INTO " + row));
  }

  private static boolean isAccepted(Runnable action) {
    try {
      action.run();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
