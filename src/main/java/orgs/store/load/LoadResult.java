package orgs.store.load;

/** What a load of organizations and members added. */
public record LoadResult(long organizations, long members) {}
