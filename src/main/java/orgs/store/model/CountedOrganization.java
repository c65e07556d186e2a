package orgs.store.model;

/** An organization with the number of its members, or null where they weren't counted. */
public record CountedOrganization(Organization organization, Long members) {}
