package orgs.cli.syntax;

import orgs.store.Members;
import orgs.store.Store;
import orgs.store.model.OrganizationRef;

/** The organization that a command is about. */
public final class OrganizationParameter {

  private final Arg<String> organization;

  public OrganizationParameter(Syntax syntax) {
    organization = syntax.parameter("ORG", "The organization: its name, or an id such as id:42.");
  }

  public OrganizationRef ref() {
    return OrganizationRef.parse(organization.value());
  }

  public Members members(Store store) {
    return store.members(store.organizations().get(ref()));
  }
}
