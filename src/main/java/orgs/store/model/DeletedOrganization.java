package orgs.store.model;

/**
 * An organization that was deleted.
 *
 * @param members how many members went with it, or null where the server doesn't track deleted rows
 */
public record DeletedOrganization(Organization organization, Long members) {}
