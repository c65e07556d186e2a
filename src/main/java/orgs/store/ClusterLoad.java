package orgs.store;

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

/**
 * Loads organizations and members together into a cluster. The node that coordinates sends copied
 * rows to their nodes as they come; from a temporary table it would not, because the nodes don't
 * have it. So a batch of rows is here in memory until its organizations are known.
 */
final class ClusterLoad {

  private static final int ROWS_PER_BATCH = 10_000;

  /** So many names don't matter to the smallest heap. */
  private static final int KNOWN_ORGANIZATIONS = 50_000;

  private final Session session;
  private final Organizations all;
  private final Map<String, Long> known = new HashMap<>();
  private long organizations;
  private long members;

  ClusterLoad(Session session) {
    this.session = session;
    this.all = new Organizations(session);
  }

  LoadResult run(Iterator<ImportRow> rows, LoadContext load) {
    long added = BulkLoad.into(session, load, () -> addBatches(rows, load));
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
    hold(names);
    // One that was there may have gone before it was held.
    for (List<String> missing = unknown(names); !missing.isEmpty(); missing = unknown(names)) {
      organizations += all.insert(missing).size();
      hold(missing);
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

  /** Learns the ids of those that are there; nobody can delete them until the transaction ends. */
  private void hold(Collection<String> names) {
    List<String> unknown = unknown(names);
    if (unknown.isEmpty()) {
      return;
    }
    Map<String, Organization> there = byName(unknown);
    while (!there.isEmpty() && !areHeld(there.values())) {
      there = byName(unknown);
    }
    there.values().forEach(organization -> known.put(organization.name(), organization.id()));
  }

  private boolean areHeld(Collection<Organization> found) {
    try {
      OrganizationLocks.shared(session, List.copyOf(found));
      return true;
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** By a join: the node that coordinates would compare each name with each row. */
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
