package orgs.store;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.MEMBERS;
import static orgs.store.StoreException.Kind.AMBIGUOUS;
import static orgs.store.StoreException.Kind.INVALID;
import static orgs.store.StoreException.Kind.NOT_FOUND;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jooq.Collation;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.RecordMapper;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import orgs.store.MemberSelection.Listed;
import orgs.store.MemberSelection.Matching;
import orgs.store.MemberSelection.Named;
import orgs.store.MemberSelection.WithIds;

/**
 * The members of one organization: a write-only collection. It can be added to, selected from,
 * counted, updated and deleted by criteria, and is never loaded: what comes back comes as a stream
 * or one by one.
 */
public final class Members {

  /** Names that are in memory at a time. */
  private static final int ROWS_PER_INSERT = 1_000;

  /** Up to here a count costs a few milliseconds, so an estimate would be worse and no quicker. */
  private static final int COUNTED_EXACTLY = 10_000;

  /** So many names are looked up in the search index one by one, which takes a second at most. */
  private static final int LOOKED_UP = 100;

  private static final Collation BYTES = DSL.collation(DSL.name("pg_catalog", "C"));

  /** Walked through in about ten milliseconds. */
  private static final int NEAR = 10_000;

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
          if (session.isDistributed()) {
            // The foreign key's lock is on another node.
            hold();
          }
          while (names.hasNext()) {
            appendSome(names, added);
          }
          return null;
        });
  }

  private void appendSome(Iterator<String> names, Consumer<Member> added) {
    List<String> some = new ArrayList<>();
    while (some.size() < ROWS_PER_INSERT && names.hasNext()) {
      some.add(NameRules.member(names.next()));
    }
    Append.into(session, organization.id(), some).run(added);
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
        () -> {
          hold();
          return BulkLoad.into(
              session,
              options,
              () -> {
                try (CopyWriter copy =
                    CopyWriter.into(session, MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)) {
                  while (names.hasNext()) {
                    copy.number(organization.id()).tab().name(NameRules.member(names.next())).end();
                  }
                  options.steps().during("waiting for the last rows", copy::finish);
                  return copy.rows();
                }
              });
        },
        options.steps());
  }

  /**
   * Selects the members whose names are in a file, which goes to the server by COPY. In constant
   * memory.
   *
   * @param names are taken one by one
   * @param ignoreMissing whether a name may be of nobody
   * @throws IllegalStateException outside of a transaction: the names are gone at its end
   */
  public MemberSelection listed(
      Iterator<String> names, boolean ignoreMissing, LoadOptions.StepRunner steps) {
    if (!session.isInTransaction()) {
      throw new IllegalStateException("names are staged for a transaction");
    }
    StagedRows staged = StagedRows.create(session);
    long count = staged.copy(StagedRows.ofOne(names), Long.MAX_VALUE, steps);
    staged.analyze();
    return new Listed(count, ignoreMissing);
  }

  /** Forgets the names of {@link #listed}, so that there may be others in the transaction. */
  public void forgetListed() {
    StagedRows.drop(session);
  }

  /** Those who have a name in common. */
  public Duplicates duplicates(boolean ignoreCase) {
    return new Duplicates(session, organization, ignoreCase);
  }

  /** Makes these members those of a file, or tells what differs. */
  public DesiredState desired() {
    return new DesiredMembers(session, organization, false);
  }

  /** The same of an organization that isn't there, and is created when the change is certain. */
  public DesiredState desiredAnew() {
    return new DesiredMembers(session, organization, true);
  }

  /**
   * Removes members that a backup takes, in one transaction.
   *
   * @param backup null where none is wanted
   * @param removal is given what takes each member that it removes
   */
  public void remove(Backup backup, Consumer<Consumer<Member>> removal) {
    if (backup == null) {
      removal.accept(member -> {});
      return;
    }
    session.transaction(
        () -> {
          backup.organization(organization, null);
          RowSink saved = backup.members();
          removal.accept(member -> saved.add(organization.id(), member.id(), member.name()));
          session.complete(backup);
          return null;
        });
  }

  /**
   * Gives the members of a page, their id and their name, to a sink: by COPY, except for the first
   * ones of a filter.
   */
  public void copyTo(NameFilter filter, Page requested, RowSink sink) {
    Page page = located(requested);
    Select<Record2<Long, String>> query = query(new Matching(filter), page);
    if (!filter.isEmpty() && !CopyReader.isPossible(session)) {
      selectTo(filter, page, sink);
      return;
    }
    long asked = System.nanoTime();
    // The node that coordinates has all rows before it gives the first, and says so of no plan.
    if (filter.isEmpty() || session.isDistributed() || !Plan.of(session, query).trickles()) {
      CopyReader.run(session, query, sink);
    } else if (session.isInTransaction() || page.limit() > 0 || page.sort() != Page.Sort.ID) {
      selectTo(filter, page, sink);
    } else {
      long roundTrip = System.nanoTime() - asked;
      session.snapshot(() -> copyMatching(filter, page, roundTrip, sink));
    }
  }

  private void selectTo(NameFilter filter, Page page, RowSink sink) {
    try (Stream<Member> members = select(filter, page)) {
      members.forEach(member -> sink.add(member.id(), member.name()));
    }
  }

  private void copyMatching(NameFilter filter, Page page, long roundTrip, RowSink sink) {
    new LargeResult<>(
            session,
            select(filter, page),
            last -> query(new Matching(filter), page.restBehind(last.id())))
        .run(member -> new Object[] {member.id(), member.name()}, roundTrip, sink);
  }

  /** Streams members from a cursor. Close the stream. */
  public Stream<Member> select(NameFilter filter, Page page) {
    return select(new Matching(filter), page);
  }

  /** Streams members from a cursor. Close the stream. */
  public Stream<Member> select(MemberSelection selection, Page page) {
    ResultQuery<Record2<Long, String>> rows = query(selection, located(page));
    return selection instanceof Matching matching && !matching.filter().isEmpty()
        ? session.stream(rows, mapping(Member::new))
        : session.streamAtOnce(rows, mapping(Member::new));
  }

  private Page located(Page page) {
    return PageSql.located(
        page,
        () ->
            session
                .sql()
                .select(MEMBERS.MEMBER_NAME)
                .from(MEMBERS)
                .where(isIn(new WithIds(Set.of(page.after()))))
                .fetchOptional(MEMBERS.MEMBER_NAME),
        "member of '" + organization.name() + "'");
  }

  private Select<Record2<Long, String>> query(MemberSelection selection, Page page) {
    return PageSql.limit(
        session
            .sql()
            .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .where(isIn(selection))
            .and(PageSql.after(page, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME))
            .orderBy(PageSql.order(page, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)),
        page);
  }

  /**
   * Streams those of the next {@value #NEAR} members, by their ids, that a filter takes: the first
   * rows of a text that isn't rare, whatever the planner thinks of it. It knows no more than a few
   * hundred names, and takes one in a thousand for far less; then it would collect them all before
   * it gives the first. Close the stream.
   *
   * @param page by id, with a limit
   */
  public Stream<Member> selectNear(NameFilter filter, Page page) {
    Table<Record2<Long, String>> near =
        session
            .sql()
            .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .where(ofOrganization())
            .and(PageSql.after(page, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME))
            .orderBy(PageSql.order(page, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME))
            .limit(NEAR)
            .asTable("near");
    Field<Long> id = near.field(MEMBERS.MEMBER_ID);
    Field<String> name = near.field(MEMBERS.MEMBER_NAME);
    return session.streamAtOnce(
        PageSql.limit(
            session
                .sql()
                .select(id, name)
                .from(near)
                .where(filter.checked().on(name))
                .orderBy(PageSql.order(page, id, name)),
            page),
        mapping(Member::new));
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
    if (selection instanceof Named named) {
      return countAll(named.names(), MEMBERS.MEMBER_NAME, isIn(selection));
    }
    if (selection instanceof WithIds withIds) {
      return countAll(withIds.ids(), MEMBERS.MEMBER_ID, isIn(selection));
    }
    if (selection instanceof Listed listed && !listed.ignoreMissing()) {
      session
          .sql()
          .select(StagedRows.MEMBER)
          .from(StagedRows.TABLE)
          .where(isNotThere(listed))
          .orderBy(StagedRows.NUMBER)
          .limit(1)
          .fetchOptional(StagedRows.MEMBER)
          .ifPresent(
              missing -> {
                throw notFound(missing);
              });
    }
    return count(isIn(selection));
  }

  /** Whether a staged name is of nobody. */
  private Condition isNotThere(Listed listed) {
    if (session.isDistributed()) {
      return StagedRows.MEMBER.notIn(
          DSL.select(MEMBERS.MEMBER_NAME).from(MEMBERS).where(ofOrganization()));
    }
    return DSL.notExists(
        DSL.selectOne()
            .from(MEMBERS)
            .where(ofOrganization())
            .and(nameToJoin(listed.count()).eq(StagedRows.MEMBER)));
  }

  private <K> long countAll(Set<K> keys, Field<K> column, Condition condition) {
    Map<K, Long> counted =
        session
            .sql()
            .select(column, DSL.count().coerce(Long.class))
            .from(MEMBERS)
            .where(condition)
            .groupBy(column)
            .fetchMap(column, DSL.count().coerce(Long.class));
    keys.stream()
        .filter(key -> !counted.containsKey(key))
        .findFirst()
        .ifPresent(
            missing -> {
              throw notFound(missing);
            });
    return counted.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Looks up the one member of this name.
   *
   * @throws StoreException (NOT_FOUND) when there is none, (AMBIGUOUS) when there are several
   */
  public Member get(String name) {
    return one(some(new Named(Set.of(name))), mapping(Member::new), name);
  }

  /**
   * Looks up the member with this id.
   *
   * @throws StoreException (NOT_FOUND) when it is not there
   */
  public Member get(long id) {
    return one(some(new WithIds(Set.of(id))), mapping(Member::new), id);
  }

  private ResultQuery<Record2<Long, String>> some(MemberSelection selection) {
    return session
        .sql()
        .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
        .from(MEMBERS)
        .where(isIn(selection))
        .limit(2);
  }

  private <R extends Record> Member one(
      ResultQuery<R> query, RecordMapper<R, Member> mapper, Object key) {
    List<Member> found = query.fetch(mapper);
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
    return session
        .sql()
        .select(DSL.count().coerce(Long.class))
        .from(MEMBERS)
        .where(condition)
        .fetchSingle(0, Long.class);
  }

  /**
   * The number of all members at little cost: exact below {@value #COUNTED_EXACTLY}, from there on
   * the planner's estimate.
   */
  public MemberCount estimate() {
    return estimate(NameFilter.ALL);
  }

  /** The same of those that a filter takes, which have to be searched for. */
  public MemberCount estimate(NameFilter filter) {
    Condition condition = isIn(new Matching(filter));
    if (session.isDistributed()) {
      // The node that coordinates has no statistics of a shard.
      return new MemberCount(count(condition), false);
    }
    Select<?> all = DSL.selectOne().from(MEMBERS).where(condition);
    Select<?> some = DSL.selectOne().from(MEMBERS).where(condition).limit(COUNTED_EXACTLY);
    long counted =
        session.sql().select(DSL.count().coerce(Long.class)).from(some).fetchSingle(0, Long.class);
    return counted < COUNTED_EXACTLY
        ? new MemberCount(counted, false)
        : new MemberCount(Math.max(counted, Plan.of(session, all).rows()), true);
  }

  /**
   * Members with a part of their name that is like this text, the nearest first. None where the
   * server has no search index, or for less than four characters.
   *
   * @param most how many at the most
   */
  public List<SimilarName> similarTo(String text, int most) {
    return new SimilarNames(session).amongMembers(organization, text, most);
  }

  /** Removes members in one statement, which are given in any order. */
  public void remove(MemberSelection selection, Consumer<Member> removed) {
    remove(selection, false, removed);
  }

  /**
   * Removes members in one statement.
   *
   * @param byId whether they are given in the order of their ids
   * @param removed is given each removed member; what it was given is undone when this throws
   * @throws StoreException (NOT_FOUND) when a name or id is not there; nothing is removed then
   */
  public void remove(MemberSelection selection, boolean byId, Consumer<Member> removed) {
    session.transaction(
        () -> {
          hold();
          var delete =
              session
                  .sql()
                  .deleteFrom(MEMBERS)
                  // In the same statement, so that no row is shown as removed before it is known
                  // that all will be.
                  .where(isIn(selection).and(areAllThere(selection)))
                  .returningResult(
                      MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, session.transactionNumber());
          forEachOf(selection, byId ? ReturnedRows.byId(session, delete) : delete, removed);
          return null;
        });
  }

  /**
   * Moves members to another organization, in one statement. They keep their ids.
   *
   * @param moved is given each of them; what it was given is undone when this throws
   * @throws StoreException (NOT_FOUND) when a name or id is not there, or the other organization is
   *     gone, (EXISTS) when that one has a member with such an id; nothing is moved then
   */
  public void move(MemberSelection selection, Organization to, Consumer<Member> moved) {
    session.transaction(
        () -> {
          OrganizationLocks.shared(session, List.of(organization, to));
          LongSupplier move =
              () -> {
                MoveStatement relocation =
                    new MoveStatement(session, isIn(selection).and(areAllThere(selection)), to);
                return SqlErrors.withGivenIds(
                    () -> forEachOf(selection, relocation.members(), moved));
              };
          if (selection instanceof Matching || selection instanceof Listed) {
            UncheckedForeignKey.during(session, move);
          } else {
            move.getAsLong();
          }
          return null;
        });
  }

  /** Runs a statement that does nothing when something is missing, and tells what it is. */
  private long forEachOf(
      MemberSelection selection, ResultQuery<?> statement, Consumer<Member> consumer) {
    boolean mayBeNone =
        selection instanceof Matching
            || selection instanceof Listed listed && listed.ignoreMissing();
    Set<Object> left = keys(selection);
    Consumer<Member> each =
        member -> {
          left.remove(selection instanceof Named ? member.name() : member.id());
          consumer.accept(member);
        };
    long count;
    while ((count = forEach(statement, each)) == 0 && !mayBeNone) {
      // Tells what is missing, unless it came meanwhile.
      if (count(selection) == 0) {
        return 0;
      }
    }
    if (!left.isEmpty()) {
      // Was there when the statement began, and went while it waited for somebody else's change.
      throw StoreException.conflict(
          "'" + left.iterator().next() + "' was changed by somebody else");
    }
    return count;
  }

  /** What has to be there, each of it. */
  private static Set<Object> keys(MemberSelection selection) {
    Set<Object> keys = new HashSet<>();
    if (selection instanceof Named named) {
      keys.addAll(named.names());
    } else if (selection instanceof WithIds withIds) {
      keys.addAll(withIds.ids());
    }
    return keys;
  }

  private Condition areAllThere(MemberSelection selection) {
    if (selection instanceof Named named) {
      return areAllThere(named.names().size(), MEMBERS.MEMBER_NAME, isIn(selection));
    }
    if (selection instanceof Listed listed && !listed.ignoreMissing()) {
      if (session.isDistributed()) {
        // No node can see the file. One that somebody takes away after this is passed over.
        count(selection);
        return DSL.noCondition();
      }
      return DSL.notExists(DSL.selectOne().from(StagedRows.TABLE).where(isNotThere(listed)));
    }
    return selection instanceof WithIds withIds
        ? areAllThere(withIds.ids().size(), MEMBERS.MEMBER_ID, isIn(selection))
        : DSL.noCondition();
  }

  private static Condition areAllThere(int keys, Field<?> column, Condition condition) {
    return DSL.inline(keys)
        .eq(DSL.select(DSL.countDistinct(column)).from(MEMBERS).where(condition));
  }

  /**
   * Renames one member.
   *
   * @throws StoreException (NOT_FOUND) when there is none of that name, (AMBIGUOUS) when there are
   *     several; nothing is done then
   */
  public Member rename(String oldName, String newName) {
    NameRules.member(newName);
    return session.transaction(
        () -> {
          hold();
          // Two at the most: enough to see that there are several.
          var named =
              DSL.select(MEMBERS.MEMBER_ID)
                  .from(MEMBERS)
                  .where(isIn(new Named(Set.of(oldName))))
                  .limit(2);
          return one(
              rename(ofOrganization().and(MEMBERS.MEMBER_ID.in(named)), newName),
              session.numbered(Member::new),
              oldName);
        });
  }

  /**
   * Renames the member with this id.
   *
   * @throws StoreException (NOT_FOUND) when it is not there
   */
  public Member rename(long id, String newName) {
    NameRules.member(newName);
    return session.transaction(
        () -> {
          hold();
          return one(
              rename(isIn(new WithIds(Set.of(id))), newName), session.numbered(Member::new), id);
        });
  }

  private ResultQuery<Record3<Long, String, String>> rename(Condition which, String newName) {
    return session
        .sql()
        .update(MEMBERS)
        .set(MEMBERS.MEMBER_NAME, newName)
        .where(which)
        .returningResult(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, session.transactionNumber());
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
          hold();
          requirePossible(filter, replacement);
          var update =
              session
                  .sql()
                  .update(MEMBERS)
                  .set(MEMBERS.MEMBER_NAME, replacement.assignedTo(MEMBERS.MEMBER_NAME))
                  .where(affected(filter, replacement))
                  .returningResult(
                      MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, session.transactionNumber());
          return forEach(update, renamed);
        });
  }

  /**
   * Counts what {@link #update} would change.
   *
   * @throws StoreException (INVALID) when a name would become impossible
   */
  public long countUpdates(NameFilter filter, Replacement replacement) {
    requirePossible(filter, replacement);
    return count(affected(filter, replacement));
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

  /**
   * Wrapped as a query of its own, because jOOQ fetches the rows of RETURNING all at once. None
   * waits for the next: the statement has done its work when the first comes.
   */
  private long forEach(ResultQuery<?> statement, Consumer<Member> consumer) {
    ResultQuery<Record3<Long, String, String>> rows =
        session
            .sql()
            .resultQuery("{0}", statement)
            .coerce(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, session.transactionNumber());
    try (Stream<Member> members = session.streamAtOnce(rows, session.numbered(Member::new))) {
      long[] count = new long[1];
      members.forEach(
          member -> {
            consumer.accept(member);
            count[0]++;
          });
      return count[0];
    }
  }

  /**
   * Before members change: who makes them equal to a file, merges or deletes them comes wholly
   * before or after. Appended rows do the same by their foreign key.
   */
  private void hold() {
    OrganizationLocks.shared(session, List.of(organization));
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
      return ofOrganization().and(isOneOf(possible));
    }
    if (selection instanceof Listed listed) {
      return ofOrganization()
          .and(nameToJoin(listed.count()).in(DSL.select(StagedRows.MEMBER).from(StagedRows.TABLE)));
    }
    Long[] ids = ((WithIds) selection).ids().toArray(Long[]::new);
    return ofOrganization().and(MEMBERS.MEMBER_ID.eq(DSL.any(ids)));
  }

  private Condition isOneOf(String[] names) {
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

  /**
   * The column, for a comparison with so many names. The planner takes a lookup of a name in the
   * search index for a hundredth of what it costs, and would do one for each; the index doesn't
   * serve a collation that isn't its own. Names are equal in one if they are in the other.
   */
  static Field<String> nameToJoin(long names) {
    return names <= LOOKED_UP ? MEMBERS.MEMBER_NAME : MEMBERS.MEMBER_NAME.collate(BYTES);
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
