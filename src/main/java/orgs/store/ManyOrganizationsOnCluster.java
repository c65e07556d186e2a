package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.List;
import java.util.stream.Stream;
import org.jooq.impl.DSL;

/**
 * A sync of many organizations on a Citus cluster. The nodes can't join their organizations with a
 * temporary table, so this works on a copy of all of them.
 */
final class ManyOrganizationsOnCluster extends ManyOrganizations {

  private static final TemporaryTable COPY =
      new TemporaryTable("orgs_known", "org_id bigint, org_name varchar(50)");

  ManyOrganizationsOnCluster(Session session, boolean prune) {
    super(session, prune, COPY.table(), COPY.bigint("org_id"), COPY.varchar("org_name"));
  }

  @Override
  public List<TemporaryTable> tables() {
    return Stream.concat(super.tables().stream(), Stream.of(COPY)).toList();
  }

  @Override
  public void find() {
    copyAll();
    super.find();
  }

  private void copyAll() {
    COPY.empty(session);
    session
        .sql()
        .insertInto(COPY.table())
        .select(DSL.select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME).from(ORGANIZATIONS))
        .execute();
    COPY.analyze(session);
  }

  /**
   * A lock on each of many organizations would be too many, so nothing else may change any of them
   * meanwhile. Other programs, which don't take the first lock, wait for that of the tables.
   */
  @Override
  void lockAll() {
    ClusterLocks.holdAll(session);
    session.run(
        "LOCK TABLE %s, %s IN SHARE ROW EXCLUSIVE MODE"
            .formatted(session.qualified(ORGANIZATIONS), session.qualified(MEMBERS)));
    copyAll();
    insert(named(false));
    session
        .sql()
        .insertInto(ORGANIZATIONS, ORGANIZATIONS.ORG_NAME)
        .select(missingNames())
        .execute();
    copyAll();
    insert(named(true));
    insertOthers();
  }
}
