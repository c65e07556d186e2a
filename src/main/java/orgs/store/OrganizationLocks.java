package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.Comparator;
import java.util.List;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.SelectConditionStep;
import org.jooq.SelectForUpdateStep;
import org.jooq.impl.DSL;

/** Locks on organizations' rows, until the transaction ends; always in the order of their ids. */
final class OrganizationLocks {

  private OrganizationLocks() {}

  /**
   * Nobody can delete them.
   *
   * @throws StoreException (NOT_FOUND) when one is gone
   */
  static void shared(Session session, List<Organization> organizations) {
    if (session.isDistributed()) {
      lockOnCluster(session, organizations, true);
    } else {
      lock(rows(session, organizations).forKeyShare(), organizations);
    }
  }

  /**
   * Nobody can add a member to them, or change them.
   *
   * @throws StoreException (NOT_FOUND) when one is gone
   */
  static void exclusive(Session session, List<Organization> organizations) {
    if (session.isDistributed()) {
      lockOnCluster(session, organizations, false);
      organizations.stream()
          .sorted(Comparator.comparingLong(Organization::id))
          .forEach(organization -> lockOnNode(session, organization));
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
      Session session, List<Organization> organizations, boolean shared) {
    ClusterLocks.hold(session, organizations.stream().map(Organization::id), shared);
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
