package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.List;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.SelectConditionStep;
import org.jooq.SelectForUpdateStep;
import org.jooq.impl.DSL;

/** Locks on organizations' rows, until the transaction ends; always in the order of their ids. */
final class Holding {

  /**
   * So many stand for all organizations of a cluster: the server's table of locks has room for some
   * thousands, and an import may hold more organizations. Now and then two share one.
   */
  private static final int LOCKS = 1024;

  private Holding() {}

  /**
   * Nobody can delete them.
   *
   * @throws StoreException (NOT_FOUND) when one is gone
   */
  static void forKeyShare(Session session, List<Organization> organizations) {
    if (session.isDistributed()) {
      lockOnCluster(session, organizations, "pg_advisory_xact_lock_shared");
    } else {
      lock(rows(session, organizations).forKeyShare(), organizations);
    }
  }

  /**
   * Nobody can add a member to them, or change them.
   *
   * @throws StoreException (NOT_FOUND) when one is gone
   */
  static void forUpdate(Session session, List<Organization> organizations) {
    if (session.isDistributed()) {
      lockOnCluster(session, organizations, "pg_advisory_xact_lock");
      organizations.forEach(organization -> lockOnNode(session, organization));
    } else {
      lock(rows(session, organizations).forUpdate(), organizations);
    }
  }

  /**
   * A row lock would be on the copy of the node that coordinates, and a foreign key looks at the
   * copy of the node that has the members. So whoever comes by this program takes a lock there that
   * stands for the organization.
   */
  private static void lockOnCluster(
      Session session, List<Organization> organizations, String function) {
    Integer[] keys =
        organizations.stream()
            .map(organization -> Math.floorMod(organization.id(), LOCKS))
            .distinct()
            .sorted()
            .toArray(Integer[]::new);
    session
        .sql()
        .select(
            DSL.field(
                "count(" + function + "(hashtextextended({0}, key)))",
                Long.class,
                DSL.val(session.qualified(ORGANIZATIONS))))
        .from(DSL.unnest(DSL.val(keys)).as("locks", "key"))
        .fetch();
    // By a join: this node would compare each id with each row.
    lock(
        session
            .sql()
            .selectOne()
            .from(ORGANIZATIONS)
            .where(
                ORGANIZATIONS.ORG_ID.in(
                    DSL.select(DSL.field("id", Long.class))
                        .from(
                            DSL.unnest(DSL.val(Organizations.ids(organizations)))
                                .as("held", "id")))),
        organizations);
  }

  /**
   * The members' node looks at its copy of the organization, and keeps other programs out by a lock
   * on that: the question about the members takes the statement there.
   */
  private static void lockOnNode(Session session, Organization organization) {
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

  private static SelectForUpdateStep<Record1<Integer>> rows(
      Session session, List<Organization> organizations) {
    Long[] ids = Organizations.ids(organizations);
    SelectConditionStep<Record1<Integer>> rows =
        session
            .sql()
            .selectOne()
            .from(ORGANIZATIONS)
            .where(
                ids.length == 1
                    ? ORGANIZATIONS.ORG_ID.eq(ids[0])
                    : ORGANIZATIONS.ORG_ID.eq(DSL.any(ids)));
    return ids.length == 1 ? rows : rows.orderBy(ORGANIZATIONS.ORG_ID);
  }

  private static void lock(ResultQuery<Record1<Integer>> rows, List<Organization> organizations) {
    if (rows.fetch().size() < organizations.size()) {
      throw new StoreException(
          StoreException.Kind.NOT_FOUND,
          organizations.size() == 1
              ? "the organization no longer exists"
              : "one of the organizations no longer exists");
    }
  }
}
