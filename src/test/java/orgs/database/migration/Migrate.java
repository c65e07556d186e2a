package orgs.database.migration;

import orgs.server.DataDirectory;
import orgs.server.LocalServer;
import orgs.server.TestHome;

/** Run in a JVM of its own: migrates the schema orgs, twice. */
final class Migrate {
  private Migrate() {}

  public static void main(String[] args) {
    LocalServer.Address address =
        new LocalServer.Address(
            LocalServer.HOST,
            Integer.parseInt(args[0]),
            DataDirectory.DATABASE,
            DataDirectory.USER,
            args[1]);
    Migrations.migrate(TestHome.dataSource(address), "orgs", message -> {});
    Migrations.migrate(TestHome.dataSource(address), "orgs", message -> {});
  }
}
