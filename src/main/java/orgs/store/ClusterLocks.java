package orgs.store;

import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Advisory locks on the node of a cluster that coordinates, by which commands of this program keep
 * out of each other's way: other nodes don't see its row locks. Every transaction takes them in the
 * order in which they stand here, so that none waits for one that waits for it.
 */
final class ClusterLocks {

  /** Shared with others by a transaction that changes some organizations; else it changes all. */
  private static final int ALL = -1;

  /**
   * So many stand for all organizations: the server's table of locks has room for some thousands,
   * and an import may hold more organizations. Now and then two share one.
   */
  private static final int ORGANIZATION_LOCKS = 1024;

  /** Shared from before a COMMIT until it has reached all nodes. */
  private static final int COMMITS = -2;

  private ClusterLocks() {}

  /** Waits until nobody changes all organizations; nobody does then. */
  static void holdSome(Session session) {
    session.run("SELECT pg_advisory_xact_lock_shared(" + key(session, ALL) + ")");
  }

  /** Waits until nobody changes an organization; nobody does then. */
  static void holdAll(Session session) {
    session.run("SELECT pg_advisory_xact_lock(" + key(session, ALL) + ")");
  }

  /**
   * Takes the locks of organizations, all in one statement.
   *
   * @param shared whether others may do the same
   */
  static void hold(Session session, Stream<Long> organizationIds, boolean shared) {
    Integer[] keys =
        Stream.concat(
                Stream.of(ALL),
                organizationIds
                    .map(id -> Math.floorMod(id, ORGANIZATION_LOCKS))
                    .distinct()
                    .sorted())
            .toArray(Integer[]::new);
    String lock = "pg_advisory_xact_lock_shared({0})";
    session
        .sql()
        .select(
            DSL.field(
                "count("
                    + (shared
                        ? lock
                        : "CASE key WHEN "
                            + ALL
                            + " THEN "
                            + lock
                            + " ELSE pg_advisory_xact_lock({0}) END")
                    + ")",
                Long.class,
                DSL.field("hashtextextended({0}, key)", Long.class, name(session))))
        .from(DSL.unnest(DSL.val(keys)).as("locks", "key"))
        .fetch();
  }

  /** SQL text that waits until nobody looks at all nodes; nobody does then until the end. */
  static String commit(Session session) {
    return "pg_advisory_xact_lock_shared(" + key(session, COMMITS) + ")";
  }

  /**
   * Waits until no COMMIT is on its way to the nodes; none sets out then. The lock isn't the
   * transaction's but the session's, which is to give it back by {@link #letCommit}.
   */
  static void stopCommits(Session session) {
    session.run("SELECT pg_advisory_lock(" + key(session, COMMITS) + ")");
  }

  static void letCommit(Session session) {
    session.run("SELECT pg_advisory_unlock(" + key(session, COMMITS) + ")");
  }

  private static String key(Session session, int which) {
    return session
        .sql()
        .renderInlined(DSL.field("hashtextextended({0}, {1})", name(session), DSL.inline(which)));
  }

  private static Field<String> name(Session session) {
    return DSL.inline(session.qualified(ORGANIZATIONS));
  }
}
