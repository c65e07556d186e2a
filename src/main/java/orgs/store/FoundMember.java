package orgs.store;

/** A member and the organization whose member it is. */
public record FoundMember(Organization organization, Member member) {}
