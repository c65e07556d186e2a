package orgs.store;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;
import static orgs.store.StoreException.Kind.NOT_FOUND;

import java.util.List;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Gives organizations and their members to a backup, as they are at one moment. */
final class BackupSnapshot {

  private final Session session;
  private final Backup backup;
  private final Condition organizations;
  private final Condition members;
  private final long expected;

  private BackupSnapshot(
      Session session, Backup backup, Condition organizations, Condition members, long expected) {
    this.session = session;
    this.backup = backup;
    this.organizations = organizations;
    this.members = members;
    this.expected = expected;
  }

  static BackupSnapshot of(Session session, List<Organization> organizations, Backup backup) {
    Long[] ids = Organizations.ids(organizations);
    return new BackupSnapshot(
        session,
        backup,
        ORGANIZATIONS.ORG_ID.eq(DSL.any(ids)),
        MEMBERS.ORG_ID.eq(DSL.any(ids)),
        ids.length);
  }

  static BackupSnapshot ofAll(Session session, Backup backup) {
    return new BackupSnapshot(session, backup, DSL.noCondition(), DSL.noCondition(), 0);
  }

  void save() {
    if (!session.isInTransaction()) {
      session.moment(this::read);
      return;
    }
    // The queries of an open transaction don't see one moment, so a lock keeps others from changing
    // the rows: on one server the organizations, and on a cluster, whose nodes don't even see one
    // moment in a single query, the members, too.
    session.run(
        "LOCK TABLE "
            + session.qualified(ORGANIZATIONS)
            + (session.isDistributed() ? ", " + session.qualified(MEMBERS) : "")
            + " IN SHARE MODE");
    read();
  }

  private void read() {
    if (saveOrganizations() < expected) {
      throw new StoreException(
          NOT_FOUND, "one of the organizations no longer exists", "nothing was saved");
    }
    CopyReader.run(
        session,
        session
            .sql()
            .select(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .where(members)
            .orderBy(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID),
        backup.members());
    backup.complete();
  }

  private long saveOrganizations() {
    try (Stream<Organization> rows =
        session.streamAtOnce(
            session
                .sql()
                .select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
                .from(ORGANIZATIONS)
                .where(organizations)
                .orderBy(ORGANIZATIONS.ORG_ID),
            mapping(Organization::new))) {
      long[] count = new long[1];
      rows.forEach(
          organization -> {
            backup.organization(organization, null);
            count[0]++;
          });
      return count[0];
    }
  }
}
