package orgs.store.placement;

import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.List;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.SelectConditionStep;
import org.jooq.SelectForUpdateStep;
import org.jooq.impl.DSL;
import orgs.store.model.Organization;
import orgs.store.model.StoreException;
import orgs.store.session.Session;

/** Locks on organizations' rows until the transaction ends, always in the order of their IDs. */
final class RowLocks {

  private RowLocks() {}

  /** Locks FOR KEY SHARE, as a foreign key does. */
  static void shared(Session session, List<Organization> organizations) {
    requireAll(rows(session, organizations).forKeyShare(), organizations);
  }

  /** Locks FOR UPDATE. */
  static void exclusive(Session session, List<Organization> organizations) {
    requireAll(rows(session, organizations).forUpdate(), organizations);
  }

  private static SelectForUpdateStep<Record1<Integer>> rows(
      Session session, List<Organization> organizations) {
    Long[] ids = Organization.ids(organizations);
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

  /**
   * Runs a query for the rows of organizations.
   *
   * @throws StoreException (NOT_FOUND) when one is gone
   */
  static void requireAll(ResultQuery<Record1<Integer>> rows, List<Organization> organizations) {
    if (rows.fetch().size() < organizations.size()) {
      throw new StoreException(
          StoreException.Kind.NOT_FOUND,
          organizations.size() == 1
              ? "the organization no longer exists"
              : "one of the organizations no longer exists");
    }
  }
}
