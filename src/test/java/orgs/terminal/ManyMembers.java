package orgs.terminal;

import java.util.List;
import orgs.testing.Eventually;
import orgs.testing.TestOrgs;

/** More members than fit on a screen, and readers of them whom a test has to catch at work. */
final class ManyMembers {

  private ManyMembers() {}

  /** Creates an organization with the members n1, n2 and so on. */
  static void create(TestOrgs orgs, String organization, int members) {
    orgs.ok("create", organization);
    orgs.execute(
        "INSERT INTO members (org_id, member_name)"
            + " SELECT org_id, 'n' || i FROM organizations, generate_series(1, "
            + members
            + ") i WHERE org_name = '"
            + organization
            + "'");
  }

  /** From here on reading a member takes a minute. */
  static void slowDown(TestOrgs orgs) {
    orgs.execute("ALTER TABLE members RENAME TO fast");
    orgs.execute("CREATE VIEW members AS SELECT * FROM fast WHERE pg_sleep(60) IS NOT NULL");
  }

  /** The queries for members that the server is at work on for these commands. */
  static List<String> queries(TestOrgs orgs) {
    return orgs.query(
        "SELECT query FROM pg_stat_activity WHERE application_name = '"
            + orgs.schema()
            + "' AND state <> 'idle' AND query LIKE '%member_name%'");
  }

  /** Waits until there are so many of them. */
  static void awaitQueries(TestOrgs orgs, int count) {
    Eventually.value(
        count + " queries for members", () -> queries(orgs), queries -> queries.size() == count);
  }
}
