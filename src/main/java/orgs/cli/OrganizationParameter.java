package orgs.cli;

import orgs.store.Members;
import orgs.store.OrganizationRef;
import orgs.store.Store;

/** The organization whose members are meant. */
final class OrganizationParameter {

  private final Arg<String> organization;

  OrganizationParameter(Syntax syntax) {
    organization = syntax.parameter("ORG", "The organization: its name, or id:42.");
  }

  OrganizationRef ref() {
    return OrganizationRef.parse(organization.value());
  }

  Members members(Store store) {
    return store.members(store.organizations().get(ref()));
  }
}
