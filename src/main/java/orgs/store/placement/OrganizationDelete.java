package orgs.store.placement;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.List;
import org.jooq.Field;
import org.jooq.Record4;
import org.jooq.impl.DSL;
import orgs.store.model.DeletedOrganization;
import orgs.store.model.Organization;
import orgs.store.model.OrganizationRef;
import orgs.store.model.RefSql;
import orgs.store.session.Session;

/** The statements that delete organizations. */
public final class OrganizationDelete {

  private static final String COUNTER = "pg_stat_get_xact_tuples_deleted";

  private OrganizationDelete() {}

  /**
   * Deletes an organization by one statement whose cascade deletes the members, on one server.
   *
   * @throws StoreException (NOT_FOUND) when there is none
   */
  static DeletedOrganization cascade(Session session, OrganizationRef ref) {
    // The row is returned before its deletion cascades. The counter has more than the rows of this
    // transaction: also those that the server process hasn't reported yet, of other clients of a
    // pooler, too.
    Field<Long> counter =
        DSL.field(COUNTER + "({0}::regclass)", Long.class, session.qualified(MEMBERS));
    Record4<Long, String, String, Long> deleted =
        session
            .sql()
            .deleteFrom(ORGANIZATIONS)
            .where(RefSql.condition(ref))
            .returningResult(
                ORGANIZATIONS.ORG_ID,
                ORGANIZATIONS.ORG_NAME,
                session.transactions().idColumn(),
                counter)
            .fetchOptional()
            .orElseThrow(() -> RefSql.notFound(ref));
    session.transactions().recordId(deleted.value3());
    Long after = membersDeleted(session);
    return new DeletedOrganization(
        new Organization(deleted.value1(), deleted.value2()),
        after == null ? null : after - deleted.value4());
  }

  /** Null if the server doesn't count: track_counts is off, or the table is partitioned. */
  private static Long membersDeleted(Session session) {
    return session
        .sql()
        .resultQuery(
            "SELECT "
                + COUNTER
                + "(oid) FROM pg_class"
                + " WHERE oid = ?::regclass AND relkind = 'r'"
                + " AND current_setting('track_counts')::boolean",
            session.qualified(MEMBERS))
        .fetchOne(0, Long.class);
  }

  /** Deletes organizations that have no members any more. */
  public static void emptied(Session session, List<Organization> organizations) {
    session
        .sql()
        .deleteFrom(ORGANIZATIONS)
        .where(ORGANIZATIONS.ORG_ID.eq(DSL.any(Organization.ids(organizations))))
        .execute();
  }
}
