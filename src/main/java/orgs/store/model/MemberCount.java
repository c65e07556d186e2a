package orgs.store.model;

/** A number of members, and whether it is the planner's estimate rather than a count. */
public record MemberCount(long members, boolean estimated) {}
