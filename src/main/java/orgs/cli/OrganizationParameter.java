package orgs.cli;

import orgs.store.Members;
import orgs.store.OrganizationRef;
import orgs.store.Store;
import picocli.CommandLine.Parameters;

/** The organization whose members are meant. */
final class OrganizationParameter {

  @Parameters(
      index = "0",
      paramLabel = "ORG",
      description = "The organization: its name, or id:42.")
  String organization;

  Members members(Store store) {
    return store.members(store.organizations().get(OrganizationRef.parse(organization)));
  }
}
