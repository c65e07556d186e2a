package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.store.StoreException.Kind.NOT_FOUND;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jooq.Collation;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import orgs.store.MemberSelection.Listed;
import orgs.store.MemberSelection.Matching;
import orgs.store.MemberSelection.Named;
import orgs.store.MemberSelection.WithIds;

/** The SQL of a {@link MemberSelection} in one organization: one subclass for each kind. */
abstract class SelectionSql {

  /** Up to this many names are looked up in the search index, which takes a second at most. */
  private static final int LOOKED_UP = 100;

  private static final Collation BYTES = DSL.collation(DSL.name("pg_catalog", "C"));

  final Session session;
  final Organization organization;

  private SelectionSql(Session session, Organization organization) {
    this.session = session;
    this.organization = organization;
  }

  static SelectionSql of(Session session, Organization organization, MemberSelection selection) {
    if (selection instanceof Matching matching) {
      return new ByFilter(session, organization, matching.filter());
    }
    if (selection instanceof Named named) {
      return new ByNames(session, organization, named.names());
    }
    return selection instanceof Listed listed
        ? new ByFile(session, organization, listed)
        : new ByIds(session, organization, ((WithIds) selection).ids());
  }

  /** The members that are selected. */
  final Condition condition() {
    return ofOrganization(organization).and(selected());
  }

  static Condition ofOrganization(Organization organization) {
    return MEMBERS.ORG_ID.eq(organization.id());
  }

  /** What selects members within the organization. */
  abstract Condition selected();

  /**
   * Whether everything that has to be there is there. For the WHERE clause of a change, so that no
   * row is shown as changed before it is certain that all will be.
   */
  Condition allPresent() {
    return DSL.noCondition();
  }

  /**
   * Counts the selected members.
   *
   * @throws StoreException (NOT_FOUND) for the first thing that is missing
   */
  long count() {
    return count(condition());
  }

  /** The names or ids each of which has to be there; a set of the caller's. */
  Set<Object> keys() {
    return new HashSet<>();
  }

  /** The key of a selected member, one of {@link #keys} if there are any. */
  Object key(Member member) {
    return member.id();
  }

  /** Whether the selection may be empty. */
  boolean mayBeEmpty() {
    return true;
  }

  /** Whether only the size of the organization limits the number of members. */
  boolean isUnlimited() {
    return true;
  }

  /** Whether the rows may come one by one over a long time, as the search finds them. */
  boolean trickles() {
    return false;
  }

  static StoreException notFound(Organization organization, Object key) {
    String shown = key instanceof Long ? "with id " + key : "'" + key + "'";
    return new StoreException(
        NOT_FOUND, "no member " + shown + " in '" + organization.name() + "'", "nothing was done");
  }

  final long count(Condition condition) {
    return session
        .sql()
        .select(DSL.count().coerce(Long.class))
        .from(MEMBERS)
        .where(condition)
        .fetchSingle(0, Long.class);
  }

  /**
   * The column, for a comparison with this many names. The planner estimates a lookup of a name in
   * the search index at a hundredth of its cost, and would do one for each; the index doesn't serve
   * a collation other than its own. Names are equal in one collation if they are in the other.
   */
  static Field<String> nameToJoin(long names) {
    return names <= LOOKED_UP ? MEMBERS.MEMBER_NAME : MEMBERS.MEMBER_NAME.collate(BYTES);
  }

  /** The members that a filter takes; none has to be there. */
  private static final class ByFilter extends SelectionSql {

    private final NameFilter filter;

    ByFilter(Session session, Organization organization, NameFilter filter) {
      super(session, organization);
      this.filter = filter;
    }

    @Override
    Condition selected() {
      return filter.checked().on(MEMBERS.MEMBER_NAME);
    }

    @Override
    boolean trickles() {
      return !filter.isEmpty();
    }
  }

  /** Members with given keys, each of which has to be there. */
  private abstract static class ByKeys<K> extends SelectionSql {

    final Set<K> keys;
    private final Field<K> column;

    ByKeys(Session session, Organization organization, Set<K> keys, Field<K> column) {
      super(session, organization);
      this.keys = keys;
      this.column = column;
    }

    @Override
    final Condition allPresent() {
      return DSL.inline(keys.size())
          .eq(DSL.select(DSL.countDistinct(column)).from(MEMBERS).where(condition()));
    }

    @Override
    final long count() {
      Field<Long> number = DSL.count().coerce(Long.class);
      Map<K, Long> counted =
          session
              .sql()
              .select(column, number)
              .from(MEMBERS)
              .where(condition())
              .groupBy(column)
              .fetchMap(column, number);
      for (K key : keys) {
        if (!counted.containsKey(key)) {
          throw notFound(organization, key);
        }
      }
      return counted.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    final Set<Object> keys() {
      return new HashSet<>(keys);
    }

    @Override
    final boolean mayBeEmpty() {
      return false;
    }

    @Override
    final boolean isUnlimited() {
      return false;
    }
  }

  private static final class ByNames extends ByKeys<String> {

    ByNames(Session session, Organization organization, Set<String> names) {
      super(session, organization, names, MEMBERS.MEMBER_NAME);
    }

    /** A text that can't be a name is missing, and must not be sent: the server refuses a NUL. */
    @Override
    Condition selected() {
      String[] names =
          keys.stream().filter(name -> NameRules.problem(name) == null).toArray(String[]::new);
      if (names.length <= LOOKED_UP) {
        return MEMBERS.MEMBER_NAME.eq(DSL.any(names));
      }
      // A node of a cluster doesn't get a bind value that it has to join with.
      Field<String[]> array = session.isDistributed() ? DSL.inline(names) : DSL.val(names);
      return nameToJoin(names.length)
          .in(
              DSL.select(DSL.field(DSL.name("named", "name"), String.class))
                  .from(DSL.unnest(array).as("named", "name")));
    }

    @Override
    Object key(Member member) {
      return member.name();
    }
  }

  private static final class ByIds extends ByKeys<Long> {

    ByIds(Session session, Organization organization, Set<Long> ids) {
      super(session, organization, ids, MEMBERS.MEMBER_ID);
    }

    @Override
    Condition selected() {
      return MEMBERS.MEMBER_ID.eq(DSL.any(keys.toArray(Long[]::new)));
    }
  }

  /** Members whose names are among the {@link StagedRows}. */
  private static final class ByFile extends SelectionSql {

    private final Listed listed;

    ByFile(Session session, Organization organization, Listed listed) {
      super(session, organization);
      this.listed = listed;
    }

    @Override
    Condition selected() {
      return nameToJoin(listed.count()).in(DSL.select(StagedRows.MEMBER).from(StagedRows.TABLE));
    }

    @Override
    Condition allPresent() {
      if (listed.ignoreMissing()) {
        return DSL.noCondition();
      }
      if (session.isDistributed()) {
        // No node can see the file. A member that is removed after this is passed over.
        count();
        return DSL.noCondition();
      }
      return DSL.notExists(DSL.selectOne().from(StagedRows.TABLE).where(isMissing()));
    }

    /** Whether no member has a staged name. */
    private Condition isMissing() {
      if (session.isDistributed()) {
        return StagedRows.MEMBER.notIn(
            DSL.select(MEMBERS.MEMBER_NAME).from(MEMBERS).where(ofOrganization(organization)));
      }
      return DSL.notExists(
          DSL.selectOne()
              .from(MEMBERS)
              .where(ofOrganization(organization))
              .and(nameToJoin(listed.count()).eq(StagedRows.MEMBER)));
    }

    @Override
    long count() {
      if (!listed.ignoreMissing()) {
        session
            .sql()
            .select(StagedRows.MEMBER)
            .from(StagedRows.TABLE)
            .where(isMissing())
            .orderBy(StagedRows.NUMBER)
            .limit(1)
            .fetchOptional(StagedRows.MEMBER)
            .ifPresent(
                missing -> {
                  throw notFound(organization, missing);
                });
      }
      return super.count();
    }

    @Override
    boolean mayBeEmpty() {
      return listed.ignoreMissing();
    }
  }
}
