package orgs.store.placement;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.impl.DSL;
import orgs.store.model.Organization;
import orgs.store.session.Session;

/**
 * Advisory locks on the coordinator of a cluster, which stand for organizations: a row lock would
 * be on the coordinator's copy, and a foreign key looks at the copy of the node that has the
 * members. Every transaction takes them in the order in which they stand here, so that no two wait
 * for each other.
 */
public final class ClusterLocks {

  /**
   * A transaction that may change any organization takes this lock exclusively, others share it.
   */
  private static final int ALL = -1;

  /**
   * How many locks stand for all organizations: the server's table of locks has room for some
   * thousands, and an import may lock more organizations. Now and then two share one.
   */
  private static final int ORGANIZATION_LOCKS = 1024;

  /** A transaction shares this lock from before its COMMIT until that has reached all nodes. */
  private static final int COMMITS = -2;

  private ClusterLocks() {}

  /** Locks out transactions that change all organizations. */
  static void lockSome(Session session) {
    take(session, "pg_advisory_xact_lock_shared(" + key(session, ALL) + ")");
  }

  /** Locks out transactions that change any organization. */
  public static void lockAll(Session session) {
    take(session, "pg_advisory_xact_lock(" + key(session, ALL) + ")");
  }

  /** Locks organizations so that they can't be deleted. */
  static void shared(Session session, List<Organization> organizations) {
    lock(session, organizations, true);
  }

  /** Locks organizations so that they can't be changed and get no members. */
  static void exclusive(Session session, List<Organization> organizations) {
    lock(session, organizations, false);
    organizations.stream()
        .sorted(Comparator.comparingLong(Organization::id))
        .forEach(organization -> lockRowOnNode(session, organization));
  }

  private static void lock(Session session, List<Organization> organizations, boolean shared) {
    lock(session, organizations.stream().map(Organization::id), shared);
    // A join: the coordinator would compare each ID of an array with each row.
    Placement.requireAll(
        session
            .sql()
            .selectOne()
            .from(ORGANIZATIONS)
            .where(
                ORGANIZATIONS.ORG_ID.in(
                    DSL.select(DSL.field("id", Long.class))
                        .from(
                            DSL.unnest(DSL.val(Organization.ids(organizations)))
                                .as("held", "id")))),
        organizations);
  }

  /**
   * Locks an organization's row on the node of its members, which keeps other programs out. The
   * condition on the members makes Citus send the statement there.
   */
  private static void lockRowOnNode(Session session, Organization organization) {
    session
        .sql()
        .selectOne()
        .from(ORGANIZATIONS)
        .where(ORGANIZATIONS.ORG_ID.eq(organization.id()))
        .and(
            DSL.field(
                    DSL.exists(
                        DSL.selectOne().from(MEMBERS).where(MEMBERS.ORG_ID.eq(organization.id()))))
                .isNotNull())
        .forUpdate()
        .of(ORGANIZATIONS)
        .fetch();
  }

  /** Takes the locks of organizations, whether they exist or not, all in one statement. */
  static void lock(Session session, Stream<Long> organizationIds, boolean shared) {
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
   * among the nodes. Citus's search for deadlocks treats all transactions without a number as one:
   * if one of them waited here while a backup, another one, was waited for, the search would find a
   * cycle that isn't there and cancel a command.
   */
  private static void take(Session session, String locks) {
    session.run(
        "SELECT FROM " + session.qualified(ORGANIZATIONS) + " WHERE false; SELECT " + locks);
  }

  /** An expression that locks out {@link #stopCommits} until the transaction has ended. */
  static String commit(Session session) {
    return "pg_advisory_xact_lock_shared(" + key(session, COMMITS) + ")";
  }

  /**
   * Waits until no COMMIT is on its way to the nodes, and keeps others from beginning one. The lock
   * is the session's rather than the transaction's, until {@link #letCommit}.
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
