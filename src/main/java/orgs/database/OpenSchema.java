package orgs.database;

import java.sql.Connection;
import orgs.database.migration.Migrations;

/**
 * A connection to a schema, and what opening it found out about the schema.
 *
 * @param version 0 where the schema is not migrated
 * @param distributed whether members are distributed over the nodes of a cluster
 */
public record OpenSchema(Connection connection, long version, boolean distributed) {

  /** Whether the schema has the version that this build needs. */
  public boolean isCurrent() {
    return version == Migrations.VERSION;
  }
}
