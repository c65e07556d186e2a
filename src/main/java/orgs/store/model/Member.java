package orgs.store.model;

/**
 * A member of one organization. Ids are unique and grow in the order of appending; names may
 * repeat.
 */
public record Member(long id, String name) {}
