package orgs.store;

/** A member with its organization. */
public record FoundMember(Organization organization, Member member) {}
