package orgs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import orgs.codegen.ThrowawayServer;
import orgs.database.migration.Migrations;
import orgs.store.StoreException.Kind;
import orgs.testing.Eventually;
import orgs.testing.TestOrgs;

/** The connection breaks during COMMIT: the server is asked what became of it. */
class LostCommitTest {

  private final TestOrgs orgs = TestOrgs.migrated();
  private final Deque<ConnectionSource> connections = new ArrayDeque<>();

  @Test
  void committedIsSuccess() throws SQLException {
    connections.add(() -> Broken.afterCommit(orgs.connection()));
    connections.add(orgs::connection);
    connections.add(orgs::connection);

    try (Store store = open()) {
      assertThat(create(store, "one")).isEqualTo(new Organization(1, "one"));
      assertThat(create(store, "two")).isEqualTo(new Organization(2, "two"));
    }
    assertThat(orgs.contents()).containsExactly("one|null", "two|null");
    assertThat(connections).isEmpty();
  }

  @Test
  void committedIsSuccessAlsoWhenThereIsNoFurtherConnection() throws SQLException {
    connections.add(() -> Broken.afterCommit(orgs.connection()));
    connections.add(orgs::connection);

    try (Store store = open()) {
      assertThat(create(store, "one")).isEqualTo(new Organization(1, "one"));
      assertThatThrownBy(() -> create(store, "two"))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONNECTION));
    }
    assertThat(orgs.contents()).containsExactly("one|null");
  }

  @Test
  void abortedIsLostConnection() throws SQLException {
    connections.add(() -> Broken.beforeCommit(orgs.connection()));
    connections.add(orgs::connection);

    try (Store store = open()) {
      assertThatThrownBy(() -> create(store, "one"))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(Kind.CONNECTION);
                assertThat(e.hint()).isEqualTo("nothing was done; try again");
              });
    }
    assertThat(orgs.contents()).isEmpty();
  }

  @Test
  void serverThatComesBackIsAsked() throws SQLException {
    connections.add(() -> Broken.afterCommit(orgs.connection()));
    connections.add(LostCommitTest::refuse);
    connections.add(orgs::connection);
    connections.add(orgs::connection);

    try (Store store = open()) {
      assertThat(create(store, "one")).isEqualTo(new Organization(1, "one"));
    }
    assertThat(connections).isEmpty();
  }

  @Test
  void nobodyToAskIsUnknownOutcome() {
    assertUnknownInTime(LostCommitTest::refuse);
  }

  @Test
  void serverThatAcceptsAndSaysNothingIsUnknownOutcome() {
    assertUnknownInTime(
        () -> {
          try {
            Thread.sleep(Duration.ofMinutes(5).toMillis());
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return refuse();
        });
  }

  private static void assertUnknownInTime(ConnectionSource source) {
    LostCommit lost = new LostCommit(source, "700", System.nanoTime(), Duration.ofMillis(700));
    assertTimeoutPreemptively(
        Eventually.LONGEST,
        () ->
            assertThatThrownBy(() -> lost.resolve(new SQLException("broken", "08006")))
                .isInstanceOfSatisfying(
                    StoreException.class,
                    e -> {
                      assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_OUTCOME);
                      assertThat(e.getMessage()).hasLineCount(1);
                    }));
  }

  /** It may have given the number out again: only small transactions tell, and they did not. */
  @Test
  void answerOfAServerThatCrashedMeanwhileIsNotTrusted() throws Exception {
    try (ThrowawayServer server = new ThrowawayServer(Path.of("target"), Map.of())) {
      Migrations.migrate(server.dataSource(), "orgs", message -> {});
      connections.add(
          () ->
              Broken.onCommit(
                  server.dataSource().getConnection(),
                  connection -> {
                    connection.commit();
                    crash(server, connection);
                  }));
      for (int i = 0; i < 1_000; i++) {
        connections.add(server.dataSource()::getConnection);
      }

      try (Store store = new Store(this::connect, "orgs", StatementLog.NONE)) {
        assertThatThrownBy(() -> create(store, "one"))
            .isInstanceOfSatisfying(
                StoreException.class,
                e -> {
                  assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_OUTCOME);
                  assertThat(e).hasMessageContaining("has restarted");
                });
      }
    }
  }

  /** Ends one of the server's processes, so that it recovers. What was committed is on disk. */
  private static void crash(ThrowawayServer server, Connection connection) throws SQLException {
    try (Connection other = server.dataSource().getConnection();
        Statement statement = other.createStatement();
        ResultSet pid = connection.createStatement().executeQuery("SELECT pg_backend_pid()")) {
      statement.execute("CHECKPOINT");
      pid.next();
      ProcessHandle.of(pid.getLong(1)).orElseThrow().destroyForcibly();
    }
  }

  @Test
  void readingHasNoOutcomeToAskFor() throws SQLException {
    connections.add(() -> Broken.beforeCommit(orgs.connection()));

    try (Store store = open()) {
      Stream<CountedOrganization> organizations =
          store.organizations().select(NameFilter.ALL, Page.ALL, false);
      assertThatThrownBy(organizations::close)
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONNECTION));
    }
  }

  private Store open() throws SQLException {
    return new Store(this::connect, orgs.schema(), StatementLog.NONE);
  }

  private Connection connect() throws SQLException {
    return connections.isEmpty() ? refuse() : connections.remove().connect();
  }

  private static Connection refuse() throws SQLException {
    throw new SQLException("Connection refused", "08001");
  }

  private static Organization create(Store store, String name) {
    return store
        .organizations()
        .create(List.of(OrganizationName.of(name)), false, organization -> {})
        .get(0);
  }
}
