package orgs.cli.browse;

/** A row of the list: an organization or a member. */
record Row(long id, String name) {}
