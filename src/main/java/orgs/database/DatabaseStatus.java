package orgs.database;

import java.util.List;
import orgs.config.DatabaseException;
import orgs.config.Setting;

/**
 * How it stands with a database.
 *
 * @param settings which database is meant, and why
 * @param state in words
 * @param version of the schema; 0 when it is not migrated, null when it can't be asked for
 * @param nodes of the cluster that members are distributed over
 * @param problem why it can't be asked for, or null
 */
public record DatabaseStatus(
    List<Setting> settings,
    String state,
    Long version,
    List<NodeShare> nodes,
    DatabaseException.Kind problem) {

  /** Whether commands can work with it. */
  public boolean current() {
    return version != null && version == Migrations.VERSION;
  }
}
