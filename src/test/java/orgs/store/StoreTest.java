package orgs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import orgs.store.StoreException.Kind;
import orgs.testing.Eventually;
import orgs.testing.TestOrgs;

/** The store as a library, without a command line. */
class StoreTest {

  private static final NameFilter STARTS_WITH_A =
      new NameFilter(null, null, null, "a", null, false);

  private final TestOrgs orgs = TestOrgs.migrated();
  private final List<String> statements = new ArrayList<>();
  private Store store;
  private Organization one;

  @BeforeEach
  void open() throws SQLException {
    store = new Store(this::connect, orgs.schema(), (sql, binds) -> statements.add(sql));
    one = create("one");
    statements.clear();
  }

  private Connection connect() throws SQLException {
    Connection connection = orgs.connection();
    connection.setClientInfo("ApplicationName", orgs.schema() + "_store");
    return connection;
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void addReturnsTheMember() {
    assertThat(add(one, "ann")).isEqualTo(new Member(1, "ann"));
    assertThat(store.members(one).organization()).isEqualTo(one);
    assertThat(statements).noneMatch(sql -> sql.contains("FROM \"" + orgs.schema()));
    assertThat(orgs.contents()).containsExactly("one|ann");
  }

  @Test
  void addAllIsFewStatementsInOneTransaction() {
    Iterator<MemberName> names =
        IntStream.range(0, 2_500).mapToObj(i -> MemberName.of("name " + i)).iterator();
    List<Long> ids = new ArrayList<>();

    store.members(one).addAll(names, member -> ids.add(member.id()));

    assertThat(ids).hasSize(2_500).isSorted();
    assertThat(statements).filteredOn(sql -> sql.startsWith("INSERT")).hasSize(3);
    assertThat(statements).filteredOn("BEGIN"::equals).hasSize(1);
    assertThat(statements).filteredOn("COMMIT"::equals).hasSize(1);
    assertThat(statements).noneMatch(sql -> sql.contains("FROM \"" + orgs.schema()));
    assertThat(orgs.query("SELECT count(*) FROM members WHERE org_id = 1")).containsExactly("2500");
  }

  @Test
  void addAllOfNothingIsNothing() {
    store.members(one).addAll(List.<MemberName>of().iterator(), member -> {});
    assertThat(statements).noneMatch(sql -> sql.startsWith("INSERT"));
  }

  @Test
  void addAllIsAllOrNothing() {
    List<String> names = new ArrayList<>(IntStream.range(0, 2_000).mapToObj(i -> "n" + i).toList());
    names.add(" ");

    assertThatThrownBy(
            () ->
                store
                    .members(one)
                    .addAll(names.stream().map(MemberName::of).iterator(), member -> {}))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
    assertThat(orgs.query("SELECT count(*) FROM members")).containsExactly("0");
    assertThat(add(one, "ann").name()).isEqualTo("ann");
  }

  @Test
  void membersOfAnOrganizationThatIsGone() {
    orgs.execute("DELETE FROM organizations");

    assertThatThrownBy(() -> add(one, "ann"))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
  }

  @Test
  void selectStreamsAndLeavesNoTransactionOpen() {
    orgs.execute("INSERT INTO members SELECT 1, i, 'a' || i FROM generate_series(1, 5000) i");

    try (Stream<Member> members = store.members(one).select(STARTS_WITH_A, Page.ALL)) {
      assertThat(members.iterator().next()).isEqualTo(new Member(1, "a1"));
      assertThat(sessions()).containsExactly("idle in transaction");
    }
    assertThat(sessions()).containsExactly("idle");
    try (Stream<Member> members = store.members(one).select(NameFilter.ALL, Page.ALL)) {
      assertThat(members).hasSize(5_000);
    }
    assertThat(sessions()).containsExactly("idle");
  }

  @Test
  void countsUpdatesAndRemovesByFilter() {
    Members members = store.members(one);
    members.addAll(Stream.of("ann", "bob", "amy").map(MemberName::of).iterator(), member -> {});
    Replacement replacement = new Replacement("a", "A");
    List<Member> changed = new ArrayList<>();

    assertThat(members.count(STARTS_WITH_A)).isEqualTo(2);
    BulkRename rename = members.renaming(STARTS_WITH_A, replacement);
    assertThat(rename.count()).isEqualTo(2);
    rename.run(changed::add);
    assertThat(changed).containsExactlyInAnyOrder(new Member(1, "Ann"), new Member(3, "Amy"));

    changed.clear();
    members.remove(new MemberSelection.Named(Set.of("Ann", "bob")), null, changed::add);
    assertThat(changed).containsExactlyInAnyOrder(new Member(1, "Ann"), new Member(2, "bob"));
    members.remove(new MemberSelection.WithIds(Set.of(3L)), null, changed::add);
    assertThat(members.count(NameFilter.ALL)).isZero();
    assertThat(orgs.contents()).containsExactly("one|null");
  }

  @Test
  void consumerThatThrowsUndoesTheWork() {
    Members members = store.members(one);
    members.addAll(Stream.of("ann", "amy").map(MemberName::of).iterator(), member -> {});

    assertThatThrownBy(
            () ->
                members.remove(
                    new MemberSelection.Matching(NameFilter.ALL),
                    null,
                    member -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(sessions()).containsExactly("idle");
    assertThat(members.count(NameFilter.ALL)).isEqualTo(2);
  }

  @Test
  void transactionIsAllOrNothing() {
    assertThatThrownBy(
            () ->
                store.transaction(
                    () -> {
                      Organization two = create("two");
                      add(two, "ann");
                      store
                          .members(one)
                          .remove(new MemberSelection.WithIds(Set.of(99L)), null, m -> {});
                      return null;
                    }))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
    assertThat(orgs.contents()).containsExactly("one|null");

    store.transaction(() -> add(create("two"), "ann"));
    assertThat(orgs.contents()).containsExactly("one|null", "two|ann");
  }

  @Test
  void estimateIsExactForFew() {
    add(one, "ann");

    assertThat(store.members(one).estimate()).isEqualTo(new MemberCount(1, false));
  }

  @Test
  void closingEndsTheSession() {
    assertThat(sessions()).isNotEmpty();

    store.close();

    Eventually.value("it has ended", this::sessions, List::isEmpty);
  }

  private Organization create(String name) {
    return store
        .organizations()
        .create(List.of(OrganizationName.of(name)), false, organization -> {})
        .get(0);
  }

  /** What the store's session does now. */
  private List<String> sessions() {
    return orgs.query(
        "SELECT state FROM pg_stat_activity WHERE application_name = '"
            + orgs.schema()
            + "_store'");
  }

  private Member add(Organization organization, String name) {
    List<Member> added = new ArrayList<>();
    store.members(organization).addAll(List.of(MemberName.of(name)).iterator(), added::add);
    return added.get(0);
  }
}
