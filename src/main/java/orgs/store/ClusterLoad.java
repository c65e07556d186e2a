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

  private final Session session;
  private final Organizations all;
  private long organizations;
  private long members;

  ClusterLoad(Session session) {
    this.session = session;
    this.all = new Organizations(session);
  }

  LoadResult run(Iterator<Membership> rows, LoadOptions options) {
    long added = BulkLoad.into(session, options, () -> addBatches(rows, options));
    return new LoadResult(organizations, added);
  }

  private long addBatches(Iterator<Membership> rows, LoadOptions options) {
    members = 0;
    while (rows.hasNext()) {
      List<Membership> batch = new ArrayList<>();
      Set<String> names = new LinkedHashSet<>();
      while (rows.hasNext() && batch.size() < ROWS_PER_BATCH) {
        Membership row = checked(rows.next());
        batch.add(row);
        names.add(row.organization());
      }
      options.steps().during("adding these members", () -> add(names, batch.iterator()));
    }
    return members;
  }

  private static Membership checked(Membership row) {
    return new Membership(
        NameRules.organization(row.organization()),
        row.member() == null ? null : NameRules.member(row.member()));
  }

  private void add(Set<String> names, Iterator<Membership> batch) {
    Map<String, Long> ids = held(names);
    // One that was there may have gone before it was held.
    while (ids.size() < names.size()) {
      List<String> missing = names.stream().filter(name -> !ids.containsKey(name)).toList();
      organizations += all.insert(missing).size();
      ids.putAll(held(names));
    }
    try (CopyWriter copy = CopyWriter.into(session, MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)) {
      while (batch.hasNext()) {
        Membership row = batch.next();
        if (row.member() != null) {
          copy.number(ids.get(row.organization())).tab().name(row.member()).end();
        }
      }
      copy.finish();
      members += copy.rows();
    }
  }

  /** The ids of those that are there; nobody can delete them until the transaction ends. */
  private Map<String, Long> held(Set<String> names) {
    Map<String, Organization> there = byName(names);
    while (!there.isEmpty() && !areHeld(there.values())) {
      there = byName(names);
    }
    Map<String, Long> ids = new HashMap<>();
    there.values().forEach(organization -> ids.put(organization.name(), organization.id()));
    return ids;
  }

  private boolean areHeld(Collection<Organization> found) {
    try {
      Holding.forKeyShare(session, List.copyOf(found));
      return true;
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private Map<String, Organization> byName(Set<String> names) {
    return session
        .sql()
        .select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
        .from(ORGANIZATIONS)
        .where(ORGANIZATIONS.ORG_NAME.eq(DSL.any(names.toArray(String[]::new))))
        .fetchMap(ORGANIZATIONS.ORG_NAME, row -> new Organization(row.value1(), row.value2()));
  }
}
