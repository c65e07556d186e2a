package orgs.store.model;

import java.util.List;

/** An organization: its id, given by the database, and its unique name. */
public record Organization(long id, String name) {

  public static Long[] ids(List<Organization> organizations) {
    return organizations.stream().map(Organization::id).toArray(Long[]::new);
  }
}
