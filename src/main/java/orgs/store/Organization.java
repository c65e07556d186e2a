package orgs.store;

/** An organization: its id, given by the database, and its unique name. */
public record Organization(long id, String name) {}
