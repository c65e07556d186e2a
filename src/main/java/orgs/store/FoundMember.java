package orgs.store;

/** A member and its organization. */
public record FoundMember(Organization organization, Member member) {}
