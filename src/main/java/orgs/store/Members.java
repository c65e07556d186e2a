package orgs.store;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.MEMBERS;
import static orgs.store.StoreException.Kind.AMBIGUOUS;
import static orgs.store.StoreException.Kind.INVALID;
import static orgs.store.StoreException.Kind.NOT_FOUND;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.impl.DSL;
import orgs.store.MemberSelection.Matching;
import orgs.store.MemberSelection.Named;
import orgs.store.MemberSelection.WithIds;

/**
 * The members of one organization: a write-only collection. It can be added to, selected from,
 * counted, updated and deleted by criteria, and is never loaded: what comes back comes as a stream
 * or one by one.
 */
public final class Members {

  /** Rows of one INSERT; two bind values each, of the 65,535 that PostgreSQL takes. */
  private static final int ROWS_PER_INSERT = 1_000;

  /** Up to here a count costs a few milliseconds, so an estimate would be worse and no quicker. */
  private static final int COUNTED_EXACTLY = 10_000;

  private final Session session;
  private final Organization organization;

  public Members(Session session, Organization organization) {
    this.session = session;
    this.organization = organization;
  }

  /** The organization these are the members of. */
  public Organization organization() {
    return organization;
  }

  /**
   * Appends members in their order, without reading one. Names need not be unique.
   *
   * @param added is given each new member
   * @throws StoreException (INVALID) for a bad name, (NOT_FOUND) when the organization is gone;
   *     nothing is added then
   */
  public void addAll(Iterator<String> names, Consumer<Member> added) {
    session.transaction(
        () -> {
          while (names.hasNext()) {
            insertSome(names, added);
          }
          return null;
        });
  }

  private void insertSome(Iterator<String> names, Consumer<Member> added) {
    var insert = session.sql().insertInto(MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME);
    for (int i = 0; i < ROWS_PER_INSERT && names.hasNext(); i++) {
      insert = insert.values(organization.id(), NameRules.member(names.next()));
    }
    insert
        .returningResult(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
        .fetch(mapping(Member::new))
        .forEach(added);
  }

  /**
   * Appends members in their order by COPY, in constant memory and without reading one.
   *
   * @param names are taken one by one; what they throw undoes everything
   * @param options how it is done
   * @return how many were added
   * @throws StoreException (INVALID) for a bad name, (NOT_FOUND) when the organization is gone;
   *     nothing is added then
   */
  public long copyAll(Iterator<String> names, LoadOptions options) {
    return session.transaction(
        () ->
            BulkLoad.into(
                session,
                options,
                () -> {
                  try (CopyWriter copy =
                      CopyWriter.into(session, MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)) {
                    while (names.hasNext()) {
                      copy.number(organization.id())
                          .tab()
                          .name(NameRules.member(names.next()))
                          .end();
                    }
                    copy.finish();
                    return copy.rows();
                  }
                }));
  }

  /**
   * Writes all members in the order of their ids by COPY, in its text format: id, tab, name.
   *
   * @throws IOException when they can't be written
   */
  public void copyTo(OutputStream out) throws IOException {
    CopyReader.run(
        session,
        session
            .sql()
            .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .where(ofOrganization())
            .orderBy(MEMBERS.MEMBER_ID),
        out);
  }

  /** Streams members from a cursor. Close the stream. */
  public Stream<Member> select(NameFilter filter, Page page) {
    return select(new Matching(filter), page);
  }

  /** Streams members from a cursor. Close the stream. */
  public Stream<Member> select(MemberSelection selection, Page page) {
    var rows =
        session
            .sql()
            .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .where(isIn(selection))
            .and(PageSql.after(page, MEMBERS.MEMBER_ID))
            .orderBy(PageSql.order(page, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME));
    return session.stream(PageSql.limit(rows, page), mapping(Member::new));
  }

  /** Counts members in the database. */
  public long count(NameFilter filter) {
    return count(new Matching(filter));
  }

  /**
   * Counts members in the database.
   *
   * @throws StoreException (NOT_FOUND) when a name or id is not there
   */
  public long count(MemberSelection selection) {
    return session.reading(
        () -> {
          requireAll(selection);
          return count(isIn(selection));
        });
  }

  /**
   * Looks up the one member of this name.
   *
   * @throws StoreException (NOT_FOUND) when there is none, (AMBIGUOUS) when there are several
   */
  public Member get(String name) {
    return session.reading(() -> one(new Named(Set.of(name)), name));
  }

  /**
   * Looks up the member with this id.
   *
   * @throws StoreException (NOT_FOUND) when it is not there
   */
  public Member get(long id) {
    return session.reading(() -> one(new WithIds(Set.of(id)), id));
  }

  private Member one(MemberSelection selection, Object key) {
    List<Member> found =
        session
            .sql()
            .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .where(isIn(selection))
            .limit(2)
            .fetch(mapping(Member::new));
    if (found.isEmpty()) {
      throw notFound(key);
    }
    if (found.size() > 1) {
      throw new StoreException(
          AMBIGUOUS,
          "several members of '" + organization.name() + "' are named '" + key + "'",
          "give the --id of one, or rename all with --name and --replace");
    }
    return found.get(0);
  }

  private long count(Condition condition) {
    return session.reading(
        () ->
            session
                .sql()
                .select(DSL.count().coerce(Long.class))
                .from(MEMBERS)
                .where(condition)
                .fetchSingle(0, Long.class));
  }

  /**
   * The number of all members at little cost: exact below {@value #COUNTED_EXACTLY}, from there on
   * the planner's estimate.
   */
  public MemberCount estimate() {
    return session.reading(
        () -> {
          Select<?> all = DSL.selectOne().from(MEMBERS).where(ofOrganization());
          Select<?> some =
              DSL.selectOne().from(MEMBERS).where(ofOrganization()).limit(COUNTED_EXACTLY);
          long counted =
              session
                  .sql()
                  .select(DSL.count().coerce(Long.class))
                  .from(some)
                  .fetchSingle(0, Long.class);
          return counted < COUNTED_EXACTLY
              ? new MemberCount(counted, false)
              : new MemberCount(Math.max(counted, plannedRows(all)), true);
        });
  }

  private long plannedRows(Select<?> query) {
    String plan =
        session.sql().resultQuery("EXPLAIN (FORMAT JSON) {0}", query).fetchSingle(0, String.class);
    return Long.parseLong(plan.replaceFirst("(?s).*?\"Plan Rows\": (\\d+).*", "$1"));
  }

  /**
   * Removes members in one statement.
   *
   * @param removed is given each removed member; what it was given is undone when this throws
   * @throws StoreException (NOT_FOUND) when a name or id is not there; nothing is removed then
   */
  public void remove(MemberSelection selection, Consumer<Member> removed) {
    session.transaction(
        () -> {
          // Asked first, so that no row is shown as removed before it is known that all will be.
          requireAll(selection);
          var delete =
              session
                  .sql()
                  .deleteFrom(MEMBERS)
                  .where(isIn(selection))
                  .returning(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME);
          return forEach(delete, removed);
        });
  }

  /**
   * Renames one member.
   *
   * @throws StoreException (NOT_FOUND) when there is none of that name, (AMBIGUOUS) when there are
   *     several; nothing is done then
   */
  public Member rename(String oldName, String newName) {
    NameRules.member(newName);
    return session.transaction(() -> rename(get(oldName).id(), newName));
  }

  /**
   * Renames the member with this id.
   *
   * @throws StoreException (NOT_FOUND) when it is not there
   */
  public Member rename(long id, String newName) {
    NameRules.member(newName);
    return session.transaction(
        () ->
            session
                .sql()
                .update(MEMBERS)
                .set(MEMBERS.MEMBER_NAME, newName)
                .where(isIn(new WithIds(Set.of(id))))
                .returningResult(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
                .fetchOptional(mapping(Member::new))
                .orElseThrow(() -> notFound(id)));
  }

  /**
   * Replaces a text in the names of the members that the filter takes and that have it, in one
   * statement.
   *
   * @param renamed is given each renamed member; what it was given is undone when this throws
   * @throws StoreException (INVALID) when a name would become impossible; nothing is done then
   */
  public void update(NameFilter filter, Replacement replacement, Consumer<Member> renamed) {
    session.transaction(
        () -> {
          requirePossible(filter, replacement);
          var update =
              session
                  .sql()
                  .update(MEMBERS)
                  .set(MEMBERS.MEMBER_NAME, replacement.assignedTo(MEMBERS.MEMBER_NAME))
                  .where(affected(filter, replacement))
                  .returning(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME);
          return forEach(update, renamed);
        });
  }

  /**
   * Counts what {@link #update} would change.
   *
   * @throws StoreException (INVALID) when a name would become impossible
   */
  public long countUpdates(NameFilter filter, Replacement replacement) {
    return session.reading(
        () -> {
          requirePossible(filter, replacement);
          return count(affected(filter, replacement));
        });
  }

  /** Streams what {@link #update} would make of members, in the order of their ids. */
  public Stream<Member> selectUpdates(NameFilter filter, Replacement replacement, Page page) {
    var rows =
        session
            .sql()
            .select(MEMBERS.MEMBER_ID, replacement.in(MEMBERS.MEMBER_NAME))
            .from(MEMBERS)
            .where(affected(filter, replacement))
            .orderBy(MEMBERS.MEMBER_ID);
    return session.stream(PageSql.limit(rows, page), mapping(Member::new));
  }

  /** The server would refuse such a name, too, but without saying whose it is. */
  private void requirePossible(NameFilter filter, Replacement replacement) {
    session
        .sql()
        .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, replacement.in(MEMBERS.MEMBER_NAME))
        .from(MEMBERS)
        .where(affected(filter, replacement))
        .and(replacement.breaksRules(MEMBERS.MEMBER_NAME))
        .limit(1)
        .fetchOptional()
        .ifPresent(
            row -> {
              throw new StoreException(
                  INVALID,
                  "the new name of member %d ('%s') %s"
                      .formatted(row.value1(), row.value2(), NameRules.problem(row.value3())),
                  "nothing was done");
            });
  }

  private void requireAll(MemberSelection selection) {
    if (selection instanceof Named named) {
      requireAll(named.names(), MEMBERS.MEMBER_NAME, isIn(selection));
    } else if (selection instanceof WithIds withIds) {
      requireAll(withIds.ids(), MEMBERS.MEMBER_ID, isIn(selection));
    }
  }

  private <K> void requireAll(Set<K> keys, Field<K> column, Condition condition) {
    Set<K> missing = new LinkedHashSet<>(keys);
    missing.removeAll(
        session.sql().selectDistinct(column).from(MEMBERS).where(condition).fetch(column));
    if (!missing.isEmpty()) {
      throw notFound(missing.iterator().next());
    }
  }

  /** Wrapped as a query of its own, because jOOQ fetches the rows of RETURNING all at once. */
  private Void forEach(ResultQuery<?> statement, Consumer<Member> consumer) {
    ResultQuery<Record2<Long, String>> rows =
        session.sql().resultQuery("{0}", statement).coerce(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME);
    try (Stream<Member> members = session.stream(rows, mapping(Member::new))) {
      members.forEach(consumer);
    }
    return null;
  }

  private Condition ofOrganization() {
    return MEMBERS.ORG_ID.eq(organization.id());
  }

  private Condition isIn(MemberSelection selection) {
    if (selection instanceof Matching matching) {
      return ofOrganization().and(matching.filter().checked().on(MEMBERS.MEMBER_NAME));
    }
    if (selection instanceof Named named) {
      // What can't be a name is not there, and must not be sent: the server refuses a NUL.
      String[] possible =
          named.names().stream()
              .filter(name -> NameRules.problem(name) == null)
              .toArray(String[]::new);
      return ofOrganization().and(MEMBERS.MEMBER_NAME.eq(DSL.any(possible)));
    }
    Long[] ids = ((WithIds) selection).ids().toArray(Long[]::new);
    return ofOrganization().and(MEMBERS.MEMBER_ID.eq(DSL.any(ids)));
  }

  private Condition affected(NameFilter filter, Replacement replacement) {
    return isIn(new Matching(filter)).and(replacement.applies(MEMBERS.MEMBER_NAME));
  }

  private StoreException notFound(Object key) {
    String shown = key instanceof Long ? "with id " + key : "'" + key + "'";
    return new StoreException(
        NOT_FOUND, "no member " + shown + " in '" + organization.name() + "'", "nothing was done");
  }
}
