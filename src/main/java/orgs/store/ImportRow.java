package orgs.store;

/**
 * A row of a file of members.
 *
 * @param organization null if all rows are members of one organization that is known
 * @param member null for an organization without members
 */
public record ImportRow(OrganizationName organization, MemberName member) {}
