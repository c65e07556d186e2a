package orgs.store.backup;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;
import static orgs.store.model.StoreException.Kind.NOT_FOUND;

import java.util.List;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import orgs.store.copy.CopyReader;
import orgs.store.model.Organization;
import orgs.store.model.StoreException;
import orgs.store.placement.Placement;
import orgs.store.session.Cursors;
import orgs.store.session.Session;

/** Gives organizations and their members to a backup, as they are at one moment. */
public final class BackupSnapshot {

  private final Placement placement;
  private final Session session;
  private final Backup backup;
  private final Condition organizations;
  private final Condition members;
  private final long expected;

  private BackupSnapshot(
      Placement placement,
      Backup backup,
      Condition organizations,
      Condition members,
      long expected) {
    this.placement = placement;
    this.session = placement.session();
    this.backup = backup;
    this.organizations = organizations;
    this.members = members;
    this.expected = expected;
  }

  public static BackupSnapshot of(
      Placement placement, List<Organization> organizations, Backup backup) {
    Long[] ids = Organization.ids(organizations);
    return new BackupSnapshot(
        placement,
        backup,
        ORGANIZATIONS.ORG_ID.eq(DSL.any(ids)),
        MEMBERS.ORG_ID.eq(DSL.any(ids)),
        ids.length);
  }

  public static BackupSnapshot ofAll(Placement placement, Backup backup) {
    return new BackupSnapshot(placement, backup, DSL.noCondition(), DSL.noCondition(), 0);
  }

  public void save() {
    if (!session.transactions().isOpen()) {
      placement.readAtOneMoment(this::read);
      return;
    }
    placement.lockToRead();
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
        Cursors.streamAtOnce(
            session,
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
