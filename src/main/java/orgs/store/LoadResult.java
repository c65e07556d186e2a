package orgs.store;

/** What a load of organizations and members added. */
public record LoadResult(long organizations, long members) {}
