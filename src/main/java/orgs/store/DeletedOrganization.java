package orgs.store;

/**
 * An organization that was deleted.
 *
 * @param members the number of members deleted with it, or null if the server doesn't count them
 */
public record DeletedOrganization(Organization organization, Long members) {}
