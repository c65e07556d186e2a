package orgs.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

/** A Citus cluster that the environment variable ORGS_TEST_CLUSTER names, by a URL. */
public final class TestCluster {

  private static final String VARIABLE = "ORGS_TEST_CLUSTER";

  private TestCluster() {}

  /** Commands on an empty schema there, distributed in so many shards; 0 for one that isn't. */
  public static TestOrgs distributed(int shards) {
    String url = System.getenv(VARIABLE);
    assumeThat(url).as("%s names a cluster", VARIABLE).isNotNull();
    TestOrgs orgs = TestOrgs.unmigrated();
    orgs.environment().put("ORGS_DATABASE_URL", url);
    orgs.environment().put("PGSSLMODE", "disable");
    orgs.environment().put("ORGS_SCHEMA", orgs.schema() + "_" + System.nanoTime());
    orgs.environment().remove("PGPASSWORD");
    orgs.ok("db", "migrate");
    if (shards > 0) {
      orgs.ok("db", "distribute", "--shards", String.valueOf(shards));
    }
    return orgs;
  }

  /** Drops it again. */
  public static void drop(TestOrgs orgs) {
    if (orgs != null) {
      orgs.ok("db", "drop", "--yes");
    }
  }
}
