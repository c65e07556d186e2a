package orgs.store;

/** A number of members: a count, or the planner's estimate. */
public record MemberCount(long members, boolean estimated) {}
