package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import orgs.store.Members;
import orgs.store.Store;
import orgs.store.model.Member;
import orgs.store.model.MemberCount;
import orgs.store.model.NameFilter;
import orgs.store.model.Organization;
import orgs.store.model.Page;
import orgs.store.model.SimilarName;
import orgs.store.session.StatementLog;
import orgs.testing.Eventually;
import orgs.testing.OneServer;
import orgs.testing.TestOrgs;

/** What the full screen asks the store for. */
class BrowseQueriesTest {

  private static final NameFilter NEEDLE = new NameFilter(null, null, "needle", null, null, true);

  private final TestOrgs orgs = TestOrgs.migrated();

  @Test
  void pagesGoBackwardsByTheKey() throws SQLException {
    haystack(50);
    try (Store store = store()) {
      Members members = store.members(new Organization(1, "acme"));

      assertThat(ids(members.select(NameFilter.ALL, backwards(null, 3))))
          .containsExactly(50L, 49L, 48L);
      assertThat(ids(members.select(NameFilter.ALL, backwards(3L, 9)))).containsExactly(2L, 1L);
      assertThat(ids(members.select(NEEDLE, backwards(40L, 2)))).containsExactly(30L, 20L);
      assertThat(
              store
                  .organizations()
                  .select(NameFilter.ALL, backwards(2L, 9), false)
                  .map(one -> one.organization().name()))
          .containsExactly("acme");
    }
  }

  @Test
  void nearRowsAreThoseOfAShortWalk() throws SQLException {
    haystack(25_000);
    try (Store store = store()) {
      Members members = store.members(new Organization(1, "acme"));

      assertThat(ids(members.selectNear(NEEDLE, new Page(3, null, Page.Sort.ID))))
          .containsExactly(10L, 20L, 30L);
      assertThat(ids(members.selectNear(NEEDLE, new Page(5_000, null, Page.Sort.ID))))
          .hasSize(1_000);
      assertThat(ids(members.selectNear(NEEDLE, new Page(5_000, 24_980L, Page.Sort.ID))))
          .containsExactly(24_990L, 25_000L);
      assertThat(ids(members.selectNear(NEEDLE, backwards(25L, 5)))).containsExactly(20L, 10L);
    }
  }

  @OneServer("there is no estimate of a part of a shard")
  @Test
  void countsAreExactUntilTheyWouldCostMuch() throws SQLException {
    haystack(25_000);
    orgs.execute("ANALYZE members");
    try (Store store = store()) {
      Members members = store.members(new Organization(1, "acme"));

      assertThat(members.estimate(NEEDLE)).isEqualTo(new MemberCount(2_500, false));
      assertThat(members.estimate()).isEqualTo(new MemberCount(25_000, true));
      assertThat(store.organizations().count(NameFilter.ALL)).isEqualTo(2);
    }
  }

  @Test
  void similarNamesAreOfTheOrganizationAlone() throws SQLException {
    orgs.ok("create", "acme", "--member", "Ana Newcomer", "--member", "Bob");
    orgs.ok("create", "globex", "--member", "Eve Newcomer");
    try (Store store = store()) {
      Members members = store.members(new Organization(1, "acme"));

      assertThat(members.similarTo("newcommer", 5).stream().map(SimilarName::name))
          .containsExactly("Ana Newcomer");
      assertThat(members.similarTo("new", 5)).isEmpty();
      assertThat(members.similarTo("new\0comer", 5)).isEmpty();
    }
  }

  @Test
  void stoppedStatementLeavesTheConnectionUsable() throws Exception {
    haystack(2);
    orgs.execute("ALTER TABLE members RENAME TO fast");
    orgs.execute("CREATE VIEW members AS SELECT * FROM fast WHERE pg_sleep(60) IS NOT NULL");
    try (Store store = store()) {
      Members members = store.members(new Organization(1, "acme"));
      Thread stopper =
          new Thread(
              () -> {
                Eventually.that("it is at work", this::readsMembers);
                store.stopStatement();
              });
      stopper.start();

      assertThat(catchThrowable(() -> ids(members.select(NEEDLE, new Page(3, null, Page.Sort.ID)))))
          .hasMessageContaining("canceling statement");
      Eventually.ends(stopper);
      assertThat(store.organizations().count(NameFilter.ALL)).isEqualTo(2);
      Eventually.holds(
          () -> assertThat(orgs.sessions()).singleElement().asString().startsWith("idle|"));
    }
  }

  /** On a cluster it sleeps on another node, in a session of that one's own. */
  private boolean readsMembers() {
    return orgs.sessions().stream()
        .anyMatch(session -> session.startsWith("active|") && session.contains("\"member_id\""));
  }

  private void haystack(int members) {
    orgs.ok("create", "acme", "globex");
    orgs.execute(
        "INSERT INTO members (org_id, member_id, member_name) SELECT 1, i,"
            + " CASE WHEN i % 10 = 0 THEN 'Needle ' ELSE 'hay ' END || i FROM generate_series(1, "
            + members
            + ") AS i");
  }

  private static Page backwards(Long before, long limit) {
    return new Page(limit, before, Page.Sort.ID, true);
  }

  private static List<Long> ids(Stream<Member> members) {
    try (members) {
      return members.map(Member::id).toList();
    }
  }

  private Store store() throws SQLException {
    return new Store(
        () -> {
          var connection = orgs.connection();
          connection.setClientInfo("ApplicationName", orgs.schema());
          return connection;
        },
        orgs.schema(),
        StatementLog.NONE);
  }
}
