package orgs.cli.browse;

/** A row of a list: an organization or a member. */
public record Row(long id, String name) {}
