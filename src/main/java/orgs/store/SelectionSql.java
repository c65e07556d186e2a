package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.store.model.StoreException.Kind.NOT_FOUND;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import orgs.store.load.StagedRows;
import orgs.store.model.Member;
import orgs.store.model.MemberSelection;
import orgs.store.model.MemberSelection.Listed;
import orgs.store.model.MemberSelection.Matching;
import orgs.store.model.MemberSelection.Named;
import orgs.store.model.MemberSelection.WithIds;
import orgs.store.model.NameFilter;
import orgs.store.model.NameRules;
import orgs.store.model.NamesToJoin;
import orgs.store.model.Organization;
import orgs.store.model.StoreException;
import orgs.store.placement.Placement;
import orgs.store.session.Session;

/** The SQL of a {@link MemberSelection} in one organization: one subclass for each kind. */
abstract class SelectionSql {

  final Placement placement;
  final Session session;
  final Organization organization;

  private SelectionSql(Placement placement, Organization organization) {
    this.placement = placement;
    this.session = placement.session();
    this.organization = organization;
  }

  static SelectionSql of(
      Placement placement, Organization organization, MemberSelection selection) {
    if (selection instanceof Matching matching) {
      return new ByFilter(placement, organization, matching.filter());
    }
    if (selection instanceof Named named) {
      return new ByNames(placement, organization, named.names());
    }
    return selection instanceof Listed listed
        ? new ByFile(placement, organization, listed)
        : new ByIds(placement, organization, ((WithIds) selection).ids());
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
    return session.count(MEMBERS, condition());
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

  /** The members that a filter matches; none has to be there. */
  private static final class ByFilter extends SelectionSql {

    private final NameFilter filter;

    ByFilter(Placement placement, Organization organization, NameFilter filter) {
      super(placement, organization);
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

    ByKeys(Placement placement, Organization organization, Set<K> keys, Field<K> column) {
      super(placement, organization);
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

    ByNames(Placement placement, Organization organization, Set<String> names) {
      super(placement, organization, names, MEMBERS.MEMBER_NAME);
    }

    /** A text that can't be a name is missing, and must not be sent: the server refuses a NUL. */
    @Override
    Condition selected() {
      String[] names =
          keys.stream().filter(name -> NameRules.problem(name) == null).toArray(String[]::new);
      if (NamesToJoin.areFew(names.length)) {
        return MEMBERS.MEMBER_NAME.eq(DSL.any(names));
      }
      return NamesToJoin.column(names.length)
          .in(
              DSL.select(DSL.field(DSL.name("named", "name"), String.class))
                  .from(DSL.unnest(placement.arrayToJoin(names)).as("named", "name")));
    }

    @Override
    Object key(Member member) {
      return member.name();
    }
  }

  private static final class ByIds extends ByKeys<Long> {

    ByIds(Placement placement, Organization organization, Set<Long> ids) {
      super(placement, organization, ids, MEMBERS.MEMBER_ID);
    }

    @Override
    Condition selected() {
      return MEMBERS.MEMBER_ID.eq(DSL.any(keys.toArray(Long[]::new)));
    }
  }

  /** Members whose names are among the {@link StagedRows}. */
  private static final class ByFile extends SelectionSql {

    private final Listed listed;

    ByFile(Placement placement, Organization organization, Listed listed) {
      super(placement, organization);
      this.listed = listed;
    }

    @Override
    Condition selected() {
      return NamesToJoin.column(listed.count())
          .in(DSL.select(StagedRows.MEMBER).from(StagedRows.TABLE));
    }

    @Override
    Condition allPresent() {
      if (listed.ignoreMissing()) {
        return DSL.noCondition();
      }
      if (!placement.joinsTemporaryTables()) {
        // No node can see the file. A member that is removed after this is passed over.
        count();
        return DSL.noCondition();
      }
      return DSL.notExists(DSL.selectOne().from(StagedRows.TABLE).where(isMissing()));
    }

    /** Whether no member has a staged name. */
    private Condition isMissing() {
      if (!placement.joinsTemporaryTables()) {
        return StagedRows.MEMBER.notIn(
            DSL.select(MEMBERS.MEMBER_NAME).from(MEMBERS).where(ofOrganization(organization)));
      }
      return DSL.notExists(
          DSL.selectOne()
              .from(MEMBERS)
              .where(ofOrganization(organization))
              .and(NamesToJoin.column(listed.count()).eq(StagedRows.MEMBER)));
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
