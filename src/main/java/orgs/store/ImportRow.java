package orgs.store;

/**
 * An organization and one of its members, by name.
 *
 * @param member null for an organization without members
 */
public record ImportRow(String organization, String member) {}
