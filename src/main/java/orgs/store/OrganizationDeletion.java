package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record4;
import org.jooq.impl.DSL;

/** Deletes organizations with all their members, inside of a transaction. */
final class OrganizationDeletion {

  private static final String COUNTER = "pg_stat_get_xact_tuples_deleted";

  private final Session session;

  OrganizationDeletion(Session session) {
    this.session = session;
  }

  /** Deletes an organization by the statement that fits the place of its members. */
  DeletedOrganization delete(OrganizationRef ref) {
    return session.isDistributed() ? deleteOnNodes(ref) : deleteInCascade(ref);
  }

  private DeletedOrganization deleteInCascade(OrganizationRef ref) {
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
                ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME, session.transactionNumber(), counter)
            .fetchOptional()
            .orElseThrow(() -> RefSql.notFound(ref));
    session.isNumbered(deleted.value3());
    Long after = membersDeleted();
    return new DeletedOrganization(
        new Organization(deleted.value1(), deleted.value2()),
        after == null ? null : after - deleted.value4());
  }

  /** Null if the server doesn't count: track_counts is off, or the table is partitioned. */
  private Long membersDeleted() {
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

  /** Deletes the members first and counts them: the counter is that of another node. */
  private DeletedOrganization deleteOnNodes(OrganizationRef ref) {
    Organization organization = new Organizations(session).get(ref);
    OrganizationLocks.exclusive(session, List.of(organization));
    long members =
        session
            .sql()
            .deleteFrom(MEMBERS)
            .where(SelectionSql.ofOrganization(organization))
            .execute();
    deleteEmptied(session, List.of(organization));
    return new DeletedOrganization(organization, members);
  }

  /**
   * Locks the organizations before they are deleted one by one: on a cluster, in one order for all
   * commands, so that two of them don't wait for each other.
   */
  void lock(List<OrganizationRef> refs) {
    if (!session.isDistributed() || refs.size() < 2) {
      return;
    }
    Condition named =
        refs.stream()
            .filter(RefSql::isPossible)
            .map(RefSql::condition)
            .reduce(DSL.falseCondition(), Condition::or);
    ClusterLocks.hold(
        session,
        session
            .sql()
            .select(ORGANIZATIONS.ORG_ID)
            .from(ORGANIZATIONS)
            .where(named)
            .fetch(ORGANIZATIONS.ORG_ID)
            .stream(),
        false);
  }

  /** Deletes organizations after a backup has taken the rows that the DELETE of members returns. */
  List<DeletedOrganization> delete(List<Organization> organizations, Backup backup) {
    OrganizationLocks.exclusive(session, organizations);
    List<Organization> inOrder = sorted(organizations);
    inOrder.forEach(organization -> backup.organization(organization, null));
    Map<Organization, Long> counts = new HashMap<>();
    for (Organization organization : inOrder) {
      var delete =
          session
              .sql()
              .deleteFrom(MEMBERS)
              .where(SelectionSql.ofOrganization(organization))
              .returning(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME);
      counts.put(
          organization,
          CopyReader.run(session, ReturnedRows.byId(session, delete), backup.members()));
    }
    session.complete(backup);
    deleteEmptied(session, organizations);
    return organizations.stream()
        .map(organization -> new DeletedOrganization(organization, counts.get(organization)))
        .toList();
  }

  /** Returns the organizations in the order of their ids, which a backup has. */
  static List<Organization> sorted(List<Organization> organizations) {
    return organizations.stream().sorted(Comparator.comparingLong(Organization::id)).toList();
  }

  static void deleteEmptied(Session session, List<Organization> organizations) {
    session
        .sql()
        .deleteFrom(ORGANIZATIONS)
        .where(ORGANIZATIONS.ORG_ID.eq(DSL.any(Organizations.ids(organizations))))
        .execute();
  }
}
