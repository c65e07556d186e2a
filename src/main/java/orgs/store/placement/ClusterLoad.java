package orgs.store.placement;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.impl.DSL;
import orgs.store.copy.CopyWriter;
import orgs.store.load.ImportRow;
import orgs.store.load.LoadResult;
import orgs.store.model.LoadContext;
import orgs.store.model.Organization;
import orgs.store.model.StoreException;
import orgs.store.session.Session;

/**
 * Loads organizations and members together into a cluster. The coordinator sends copied rows to
 * their nodes as they come; it could not do so from a temporary table, which the nodes don't have.
 * So a batch of rows is kept in memory until its organizations are known.
 */
final class ClusterLoad {

  private static final int ROWS_PER_BATCH = 10_000;

  /** This many names don't matter to the smallest heap. */
  private static final int KNOWN_ORGANIZATIONS = 50_000;

  private final CitusCluster cluster;
  private final Session session;
  private final Map<String, Long> known = new HashMap<>();
  private long organizations;
  private long members;

  ClusterLoad(CitusCluster cluster) {
    this.cluster = cluster;
    this.session = cluster.session();
  }

  LoadResult run(Iterator<ImportRow> rows, LoadContext load) {
    long added = cluster.bulkInsert(load, () -> addBatches(rows, load));
    return new LoadResult(organizations, added);
  }

  private long addBatches(Iterator<ImportRow> rows, LoadContext load) {
    members = 0;
    known.clear();
    while (rows.hasNext()) {
      List<ImportRow> batch = new ArrayList<>();
      Set<String> names = new LinkedHashSet<>();
      while (rows.hasNext() && batch.size() < ROWS_PER_BATCH) {
        ImportRow row = rows.next();
        batch.add(row);
        names.add(row.organization().text());
      }
      load.runPhase("adding these members", () -> add(names, batch.iterator()));
    }
    return members;
  }

  private void add(Set<String> names, Iterator<ImportRow> batch) {
    if (known.size() > KNOWN_ORGANIZATIONS) {
      known.clear();
    }
    lock(names);
    // An organization that existed may be deleted before it is locked.
    for (List<String> missing = unknown(names); !missing.isEmpty(); missing = unknown(names)) {
      organizations += cluster.insertOrganizations(missing).size();
      lock(missing);
    }
    try (CopyWriter copy = CopyWriter.into(session, MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)) {
      while (batch.hasNext()) {
        ImportRow row = batch.next();
        if (row.member() != null) {
          copy.number(known.get(row.organization().text())).tab().name(row.member().text()).end();
        }
      }
      copy.finish();
      members += copy.rows();
    }
  }

  private List<String> unknown(Collection<String> names) {
    return names.stream().filter(name -> !known.containsKey(name)).toList();
  }

  /** Locks the organizations that exist, so that they can't be deleted, and keeps their IDs. */
  private void lock(Collection<String> names) {
    List<String> unknown = unknown(names);
    if (unknown.isEmpty()) {
      return;
    }
    Map<String, Organization> there = byName(unknown);
    while (!there.isEmpty() && !areLocked(there.values())) {
      there = byName(unknown);
    }
    there.values().forEach(organization -> known.put(organization.name(), organization.id()));
  }

  private boolean areLocked(Collection<Organization> found) {
    try {
      cluster.lockShared(List.copyOf(found));
      return true;
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** Finds organizations by a join: the coordinator would compare each name with each row. */
  private Map<String, Organization> byName(Collection<String> names) {
    return session
        .sql()
        .select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
        .from(ORGANIZATIONS)
        .where(
            ORGANIZATIONS.ORG_NAME.in(
                DSL.select(DSL.field("name", String.class))
                    .from(DSL.unnest(DSL.val(names.toArray(String[]::new))).as("wanted", "name"))))
        .fetchMap(ORGANIZATIONS.ORG_NAME, row -> new Organization(row.value1(), row.value2()));
  }
}
