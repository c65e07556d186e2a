package orgs.store.load;

import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orgs.store.model.Organization;
import orgs.store.session.Session;

/** One INSERT of organizations. */
public final class NewOrganizations {

  private NewOrganizations() {}

  /**
   * Inserts the names and returns the new organizations by their names; ON CONFLICT decides which
   * are new, so there is no race with a look-up.
   */
  public static Map<String, Organization> insert(Session session, List<String> names) {
    var insert = session.sql().insertInto(ORGANIZATIONS, ORGANIZATIONS.ORG_NAME);
    for (String name : names) {
      insert = insert.values(name);
    }
    Map<String, Organization> created = new HashMap<>();
    insert
        .onConflict(ORGANIZATIONS.ORG_NAME)
        .doNothing()
        .returningResult(
            ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME, session.transactions().idColumn())
        .fetch(session.transactions().recordingId(Organization::new))
        .forEach(organization -> created.put(organization.name(), organization));
    return created;
  }
}
