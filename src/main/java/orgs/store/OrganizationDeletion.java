package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orgs.store.backup.Backup;
import orgs.store.copy.CopyReader;
import orgs.store.model.CountedOrganization;
import orgs.store.model.Organization;
import orgs.store.placement.Placement;
import orgs.store.session.Session;

/** Deletes organizations with all their members, inside a transaction. */
final class OrganizationDeletion {

  private OrganizationDeletion() {}

  /** Deletes organizations after a backup has taken the rows that the DELETE of members returns. */
  static List<CountedOrganization> run(
      Placement placement, List<Organization> organizations, Backup backup) {
    Session session = placement.session();
    placement.lockExclusive(organizations);
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
    backup.completeIn(session.transactions());
    placement.deleteEmptied(organizations);
    return organizations.stream()
        .map(organization -> new CountedOrganization(organization, counts.get(organization)))
        .toList();
  }

  /** Returns the organizations in the order of their ids, which a backup has. */
  static List<Organization> sorted(List<Organization> organizations) {
    return organizations.stream().sorted(Comparator.comparingLong(Organization::id)).toList();
  }
}
