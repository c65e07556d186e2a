package orgs.store;

import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.stream.Collectors;
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
    take(session, "pg_advisory_xact_lock_shared(" + key(session, ALL) + ")");
  }

  /** Waits until nobody changes an organization; nobody does then. */
  static void holdAll(Session session) {
    take(session, "pg_advisory_xact_lock(" + key(session, ALL) + ")");
  }

  /**
   * Takes the locks of organizations, all in one statement.
   *
   * @param shared whether others may do the same
   */
  static void hold(Session session, Stream<Long> organizationIds, boolean shared) {
    String keys =
        Stream.concat(
                Stream.of(ALL),
                organizationIds
                    .map(id -> Math.floorMod(id, ORGANIZATION_LOCKS))
                    .distinct()
                    .sorted())
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    String hash =
        session.sql().renderInlined(DSL.field("hashtextextended({0}, key)", name(session)));
    String lock = "pg_advisory_xact_lock_shared(" + hash + ")";
    if (!shared) {
      lock =
          "CASE key WHEN %d THEN %s ELSE pg_advisory_xact_lock(%s) END".formatted(ALL, lock, hash);
    }
    take(session, "count(%s) FROM unnest('{%s}'::int[]) AS locks (key)".formatted(lock, keys));
  }

  /**
   * Takes locks after a query of a table that all nodes have, which gives the transaction a number
   * among the nodes. The cluster's search for deadlocks treats all transactions without a number as
   * one: if one of them waited here while a backup, another one, was waited for, the search would
   * find a cycle that isn't there and cancel a command.
   */
  private static void take(Session session, String locks) {
    session.run(
        "SELECT FROM " + session.qualified(ORGANIZATIONS) + " WHERE false; SELECT " + locks);
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
