package orgs.store;

import java.util.Iterator;

/** The rows of a backup: organizations, then members, each in the order of organizations' ids. */
public interface SavedBackup {

  /**
   * An organization as it was.
   *
   * @param mergedInto the id of the organization that its members went to, or null
   */
  record SavedOrganization(long id, OrganizationName name, Long mergedInto) {}

  /** A member as it was. */
  record SavedMember(long organizationId, long id, MemberName name) {}

  /** All organizations, which have to be read to the end before the members. */
  Iterator<SavedOrganization> organizations();

  /** All members; each belongs to one of the organizations. */
  Iterator<SavedMember> members();
}
