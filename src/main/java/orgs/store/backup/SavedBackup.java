package orgs.store.backup;

import java.util.Iterator;
import orgs.store.model.MemberName;
import orgs.store.model.OrganizationName;

/** A backup to restore: organizations and members, each in the order of organizations' ids. */
public interface SavedBackup {

  /**
   * An organization as it was.
   *
   * @param mergedInto the id of the organization that its members went to, or null
   */
  record SavedOrganization(long id, OrganizationName name, Long mergedInto) {}

  /** A member as it was. */
  record SavedMember(long organizationId, long id, MemberName name) {}

  /** All organizations, which must be read to the end before the members. */
  Iterator<SavedOrganization> organizations();

  /** All members, each of one of the organizations. */
  Iterator<SavedMember> members();
}
