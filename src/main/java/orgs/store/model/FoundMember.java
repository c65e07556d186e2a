package orgs.store.model;

/** A member and its organization. */
public record FoundMember(Organization organization, Member member) {}
