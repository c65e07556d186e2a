package orgs.store;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;
import static orgs.store.StoreException.Kind.EXISTS;
import static orgs.store.StoreException.Kind.NOT_FOUND;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.Record4;
import org.jooq.RecordMapper;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The organizations of a store. Their names are unique. */
public final class Organizations {

  private static final List<Field<?>> ROW = List.of(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME);

  private static final String COUNTER = "pg_stat_get_xact_tuples_deleted";

  private final Session session;
  private final AppendByReference append;

  public Organizations(Session session) {
    this.session = session;
    this.append = new AppendByReference(session);
  }

  /**
   * Creates organizations in one statement.
   *
   * @param ifNotExists returns those that are there already instead of refusing
   * @param created is given each new one, in the same transaction
   * @return the organizations in the order of their names as given
   * @throws StoreException (EXISTS) when a name is taken or given twice, and nothing is created
   */
  public List<Organization> create(
      List<String> names, boolean ifNotExists, Consumer<Organization> created) {
    names.forEach(NameRules::organization);
    return session.transaction(
        () -> {
          Map<String, Organization> inserted = insert(names);
          List<Organization> result = new ArrayList<>();
          for (String name : names) {
            Organization organization = inserted.remove(name);
            if (organization != null) {
              created.accept(organization);
            } else if (ifNotExists) {
              organization = get(new OrganizationRef.ByName(name));
            } else {
              throw new StoreException(
                  EXISTS,
                  "organization '" + name + "' already exists",
                  "nothing was done; --if-not-exists accepts it");
            }
            result.add(organization);
          }
          return result;
        });
  }

  /** Those that were not there; the conflict, not a look beforehand, tells which. */
  Map<String, Organization> insert(List<String> names) {
    if (session.isDistributed()) {
      ClusterLocks.holdSome(session);
    }
    var insert = session.sql().insertInto(ORGANIZATIONS, ORGANIZATIONS.ORG_NAME);
    for (String name : names) {
      insert = insert.values(name);
    }
    Map<String, Organization> created = new HashMap<>();
    insert
        .onConflict(ORGANIZATIONS.ORG_NAME)
        .doNothing()
        .returningResult(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME, session.transactionNumber())
        .fetch(session.numbered(Organization::new))
        .forEach(organization -> created.put(organization.name(), organization));
    return created;
  }

  /**
   * Looks an organization up.
   *
   * @throws StoreException (NOT_FOUND) when there is none
   */
  public Organization get(OrganizationRef ref) {
    return session
        .sql()
        .select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
        .from(ORGANIZATIONS)
        .where(is(ref))
        .fetchOptional(mapping(Organization::new))
        .orElseThrow(() -> notFound(ref));
  }

  /**
   * Streams organizations from a cursor. Close the stream.
   *
   * @param counts whether the members of each are counted
   */
  public Stream<CountedOrganization> select(NameFilter filter, Page requested, boolean counts) {
    Page page =
        PageSql.located(
            requested,
            () ->
                session
                    .sql()
                    .select(ORGANIZATIONS.ORG_NAME)
                    .from(ORGANIZATIONS)
                    .where(ORGANIZATIONS.ORG_ID.eq(requested.after()))
                    .fetchOptional(ORGANIZATIONS.ORG_NAME),
            "organization");
    if (counts && session.isDistributed()) {
      return selectCounted(filter, page);
    }
    Field<Long> members =
        DSL.field(
            DSL.select(DSL.count().coerce(Long.class))
                .from(MEMBERS)
                .where(MEMBERS.ORG_ID.eq(ORGANIZATIONS.ORG_ID)));
    List<Field<?>> columns = new ArrayList<>(ROW);
    if (counts) {
      columns.add(members);
    }
    var rows =
        session
            .sql()
            .select(columns)
            .from(ORGANIZATIONS)
            .where(filter.checked().on(ORGANIZATIONS.ORG_NAME))
            .and(PageSql.after(page, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME))
            .orderBy(PageSql.order(page, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME));
    RecordMapper<Record, CountedOrganization> mapper =
        row ->
            new CountedOrganization(
                new Organization(row.get(ORGANIZATIONS.ORG_ID), row.get(ORGANIZATIONS.ORG_NAME)),
                counts ? row.get(members) : null);
    return filter.isEmpty() && !counts
        ? session.streamAtOnce(PageSql.limit(rows, page), mapper)
        : session.stream(PageSql.limit(rows, page), mapper);
  }

  /** All nodes count at once, and only organizations of the page. */
  private Stream<CountedOrganization> selectCounted(NameFilter filter, Page page) {
    Table<Record2<Long, String>> some =
        PageSql.limit(
                DSL.select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
                    .from(ORGANIZATIONS)
                    .where(filter.checked().on(ORGANIZATIONS.ORG_NAME))
                    .and(PageSql.after(page, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME))
                    .orderBy(PageSql.order(page, ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)),
                page)
            .asTable("organization");
    Field<Long> id = some.field(ORGANIZATIONS.ORG_ID);
    Field<String> name = some.field(ORGANIZATIONS.ORG_NAME);
    Table<Record2<Long, Long>> counted =
        DSL.select(MEMBERS.ORG_ID, DSL.count().coerce(Long.class).as("members"))
            .from(MEMBERS)
            .where(MEMBERS.ORG_ID.in(DSL.select(id).from(some)))
            .groupBy(MEMBERS.ORG_ID)
            .asTable("counted");
    Field<Long> members = DSL.coalesce(counted.field("members", Long.class), DSL.inline(0L));
    return session.stream(
        session
            .sql()
            .select(id, name, members)
            .from(some)
            .leftJoin(counted)
            .on(id.eq(counted.field(MEMBERS.ORG_ID)))
            .orderBy(PageSql.order(page, id, name)),
        row -> new CountedOrganization(new Organization(row.value1(), row.value2()), row.value3()));
  }

  /** Counts organizations in the database. */
  public long count(NameFilter filter) {
    return session
        .sql()
        .select(DSL.count().coerce(Long.class))
        .from(ORGANIZATIONS)
        .where(filter.checked().on(ORGANIZATIONS.ORG_NAME))
        .fetchSingle(0, Long.class);
  }

  /**
   * Organizations whose names are most like this one, by their trigrams, the nearest first; at the
   * most 100, from the first 50,000 by name. Without pg_trgm, those that begin alike.
   */
  public List<SimilarName> similarTo(String name) {
    return new SimilarNames(session).to(name);
  }

  /**
   * Gives an organization another name.
   *
   * @throws StoreException (NOT_FOUND), or (EXISTS) when the new name is taken
   */
  public Organization rename(OrganizationRef ref, String newName) {
    NameRules.organization(newName);
    return session.transaction(
        () -> {
          if (session.isDistributed()) {
            // Before its row, as whoever deletes it.
            OrganizationLocks.shared(session, List.of(get(ref)));
          }
          try {
            return session
                .sql()
                .update(ORGANIZATIONS)
                .set(ORGANIZATIONS.ORG_NAME, newName)
                .where(is(ref))
                .returningResult(
                    ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME, session.transactionNumber())
                .fetchOptional(session.numbered(Organization::new))
                .orElseThrow(() -> notFound(ref));
          } catch (StoreException e) {
            throw e.kind() == EXISTS
                ? new StoreException(EXISTS, "organization '" + newName + "' already exists")
                : e;
          }
        });
  }

  /**
   * Deletes an organization in one statement; its members go with it by the foreign key's cascade.
   * No member is read or counted: the number is the server's own of rows deleted in this
   * transaction.
   *
   * @throws StoreException (NOT_FOUND) when there is none
   */
  public DeletedOrganization delete(OrganizationRef ref) {
    if (session.isDistributed()) {
      return deleteOnNodes(ref);
    }
    return session.transaction(
        () -> {
          // The row is returned before its deletion cascades. The counter isn't of this transaction
          // alone: it has what the server's process hasn't reported yet, for others of a pooler,
          // too.
          Field<Long> counter =
              DSL.field(COUNTER + "({0}::regclass)", Long.class, session.qualified(MEMBERS));
          Record4<Long, String, String, Long> deleted =
              session
                  .sql()
                  .deleteFrom(ORGANIZATIONS)
                  .where(is(ref))
                  .returningResult(
                      ORGANIZATIONS.ORG_ID,
                      ORGANIZATIONS.ORG_NAME,
                      session.transactionNumber(),
                      counter)
                  .fetchOptional()
                  .orElseThrow(() -> notFound(ref));
          session.isNumbered(deleted.value3());
          Long after = membersDeleted();
          return new DeletedOrganization(
              new Organization(deleted.value1(), deleted.value2()),
              after == null ? null : after - deleted.value4());
        });
  }

  /**
   * Before several are deleted one by one: on a cluster all are held in one order, so that no
   * command that deletes them in another one waits for this transaction while it waits for that.
   */
  public void holdToDelete(List<OrganizationRef> refs) {
    if (!session.isDistributed() || refs.size() < 2) {
      return;
    }
    Condition named =
        refs.stream()
            .filter(Organizations::isValid)
            .map(Organizations::is)
            .reduce(DSL.falseCondition(), Condition::or);
    ClusterLocks.hold(
        session,
        session
            .sql()
            .select(ORGANIZATIONS.ORG_ID)
            .from(ORGANIZATIONS)
            .where(named)
            .fetch(ORGANIZATIONS.ORG_ID)
            .stream(),
        false);
  }

  /** The counter is that of another node, and so the members go first, by a count of their own. */
  private DeletedOrganization deleteOnNodes(OrganizationRef ref) {
    return session.transaction(
        () -> {
          Organization organization = get(ref);
          OrganizationLocks.exclusive(session, List.of(organization));
          long members =
              session
                  .sql()
                  .deleteFrom(MEMBERS)
                  .where(MEMBERS.ORG_ID.eq(organization.id()))
                  .execute();
          deleteEmptied(List.of(organization));
          return new DeletedOrganization(organization, members);
        });
  }

  /**
   * Deletes organizations after a backup has taken them with all their members: those that a DELETE
   * returns, so that nothing slips between.
   *
   * @throws StoreException (NOT_FOUND) when one is gone; nothing is deleted then
   */
  public List<DeletedOrganization> delete(List<Organization> organizations, Backup backup) {
    return session.transaction(
        () -> {
          OrganizationLocks.exclusive(session, organizations);
          List<Organization> inOrder = sorted(organizations);
          inOrder.forEach(organization -> backup.organization(organization, null));
          Map<Organization, Long> counts = new HashMap<>();
          for (Organization organization : inOrder) {
            var delete =
                session
                    .sql()
                    .deleteFrom(MEMBERS)
                    .where(MEMBERS.ORG_ID.eq(organization.id()))
                    .returning(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME);
            counts.put(
                organization,
                CopyReader.run(session, ReturnedRows.byId(session, delete), backup.members()));
          }
          session.complete(backup);
          deleteEmptied(organizations);
          return organizations.stream()
              .map(organization -> new DeletedOrganization(organization, counts.get(organization)))
              .toList();
        });
  }

  private static List<Organization> sorted(List<Organization> organizations) {
    return organizations.stream().sorted(Comparator.comparingLong(Organization::id)).toList();
  }

  private void deleteEmptied(List<Organization> organizations) {
    session
        .sql()
        .deleteFrom(ORGANIZATIONS)
        .where(ORGANIZATIONS.ORG_ID.eq(DSL.any(ids(organizations))))
        .execute();
  }

  static Long[] ids(List<Organization> organizations) {
    return organizations.stream().map(Organization::id).toArray(Long[]::new);
  }

  /**
   * Moves all members of organizations to another one, where they keep their ids, and deletes the
   * emptied ones. A constant number of statements, whatever there is to move.
   *
   * @param backup takes what was where, or null
   * @return the emptied organizations, and how many members came from each
   * @throws StoreException (NOT_FOUND) when one is gone, (EXISTS) when a member's id is taken in
   *     the other one; nothing is done then
   */
  public List<CountedOrganization> merge(
      List<Organization> organizations, Organization into, Backup backup, LoadOptions options) {
    return session.transaction(
        () -> {
          List<Organization> all = new ArrayList<>(organizations);
          all.add(into);
          OrganizationLocks.exclusive(session, all);
          MoveStatement relocation =
              new MoveStatement(session, MEMBERS.ORG_ID.eq(DSL.any(ids(organizations))), into);
          Map<Long, Long> counts = new HashMap<>();
          BulkLoad.into(
              session,
              options,
              () -> {
                options.during(
                    "moving",
                    () ->
                        SqlErrors.withGivenIds(
                            () -> relocate(relocation, organizations, into, backup, counts)));
                return counts.values().stream().mapToLong(Long::longValue).sum();
              });
          deleteEmptied(organizations);
          return organizations.stream()
              .map(one -> new CountedOrganization(one, counts.getOrDefault(one.id(), 0L)))
              .toList();
        },
        options.steps());
  }

  private Map<Long, Long> relocate(
      MoveStatement relocation,
      List<Organization> organizations,
      Organization into,
      Backup backup,
      Map<Long, Long> counts) {
    if (backup == null) {
      counts.putAll(relocation.counts().fetch().intoMap(Record2::value1, Record2::value2));
    } else {
      sorted(organizations).forEach(one -> backup.organization(one, into.id()));
      try (Stream<Record3<Long, Long, String>> members =
          session.streamAtOnce(relocation.origins(), row -> row)) {
        members.forEach(
            row -> {
              counts.merge(row.value1(), 1L, Long::sum);
              backup.members().add(row.value1(), row.value2(), row.value3());
            });
      }
      session.complete(backup);
    }
    return counts;
  }

  /**
   * Creates an organization with the same members as another one; they are new ones.
   *
   * @throws StoreException (NOT_FOUND), or (EXISTS) when the name is taken
   */
  public CountedOrganization copy(Organization from, String newName, LoadOptions options) {
    NameRules.organization(newName);
    return session.transaction(
        () -> {
          OrganizationLocks.shared(session, List.of(from));
          Organization copy =
              insert(List.of(newName)).values().stream()
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new StoreException(
                              EXISTS,
                              "organization '" + newName + "' already exists",
                              "nothing was done; choose another name"));
          long members =
              BulkLoad.into(
                  session, options, () -> options.during("copying", () -> copyMembers(from, copy)));
          return new CountedOrganization(copy, members);
        },
        options.steps());
  }

  private long copyMembers(Organization from, Organization to) {
    return session
        .sql()
        .insertInto(MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)
        .select(
            DSL.select(DSL.inline(to.id()), MEMBERS.MEMBER_NAME)
                .from(MEMBERS)
                .where(MEMBERS.ORG_ID.eq(from.id()))
                .orderBy(MEMBERS.MEMBER_ID))
        .execute();
  }

  /** Members of all organizations. */
  public MemberSearch members() {
    return new MemberSearch(session);
  }

  /**
   * Makes organizations and members those of a file, or tells what differs.
   *
   * @param prune whether organizations that the file doesn't name go
   */
  public DesiredState desired(boolean prune) {
    return new DesiredMemberships(session, prune);
  }

  /**
   * Gives organizations and all their members to a backup, as they are at one moment.
   *
   * @throws StoreException (NOT_FOUND) when one is gone
   */
  public void save(List<Organization> organizations, Backup backup) {
    Long[] ids = ids(organizations);
    save(
        ORGANIZATIONS.ORG_ID.eq(DSL.any(ids)),
        MEMBERS.ORG_ID.eq(DSL.any(ids)),
        organizations.size(),
        backup);
  }

  /** Gives all organizations and all members to a backup, as they are at one moment. */
  public void saveAll(Backup backup) {
    save(DSL.noCondition(), DSL.noCondition(), 0, backup);
  }

  private void save(Condition which, Condition members, long atLeast, Backup backup) {
    Runnable work =
        () -> {
          try (Stream<Organization> organizations =
              session.streamAtOnce(
                  session
                      .sql()
                      .select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
                      .from(ORGANIZATIONS)
                      .where(which)
                      .orderBy(ORGANIZATIONS.ORG_ID),
                  mapping(Organization::new))) {
            long[] count = new long[1];
            organizations.forEach(
                organization -> {
                  backup.organization(organization, null);
                  count[0]++;
                });
            if (count[0] < atLeast) {
              throw new StoreException(
                  NOT_FOUND, "one of the organizations no longer exists", "nothing was saved");
            }
          }
          CopyReader.run(
              session,
              session
                  .sql()
                  .select(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
                  .from(MEMBERS)
                  .where(members)
                  .orderBy(MEMBERS.ORG_ID, MEMBERS.MEMBER_ID),
              backup.members());
          backup.complete();
        };
    if (session.isInTransaction()) {
      // Its queries don't see one moment, so that nothing may come or go in between: on one server
      // no organization, and on a cluster, where the nodes don't even see a query's, no member.
      session.run(
          "LOCK TABLE "
              + session.qualified(ORGANIZATIONS)
              + (session.isDistributed() ? ", " + session.qualified(MEMBERS) : "")
              + " IN SHARE MODE");
      work.run();
    } else {
      session.moment(work);
    }
  }

  /**
   * Brings organizations and members back from a backup, with their ids.
   *
   * @return how many organizations were created, and how many members came back
   * @throws StoreException (EXISTS) when an id or a name is taken; nothing is restored then
   */
  public LoadResult restore(SavedBackup backup, LoadOptions options) {
    return session.transaction(
        () -> new BackupRestore(session).run(backup, options), options.steps());
  }

  /**
   * Appends members to one organization in their order, in one statement and without reading a
   * member. Names need not be unique.
   *
   * @param names some, at least one
   * @param added is given each new member
   * @throws StoreException (INVALID) for a bad name, (NOT_FOUND) when there is no such
   *     organization; nothing is added then
   */
  public void append(OrganizationRef ref, List<String> names, Consumer<Member> added) {
    names.forEach(NameRules::member);
    session.transaction(
        () -> {
          if (session.isDistributed()) {
            // Its node doesn't get the values of a statement that also looks something up.
            new Members(session, get(ref)).addAll(names.iterator(), added);
            return null;
          }
          if (append.run(requireValid(ref), names, added) == 0) {
            throw notFound(ref);
          }
          return null;
        });
  }

  /**
   * Appends members to organizations, which are created where they are missing, in the order of the
   * rows. In constant memory, by COPY.
   *
   * @param rows are taken one by one; what they throw undoes everything
   * @throws StoreException (INVALID) for a bad name; nothing is added then
   */
  public LoadResult copyAll(Iterator<ImportRow> rows, LoadOptions options) {
    return session.transaction(
        () ->
            session.isDistributed()
                ? new ClusterLoad(session).run(rows, options)
                : new MembershipLoad(session).run(rows, options),
        options.steps());
  }

  /**
   * Gives the members of all organizations that the filter takes to a sink, the organization's name
   * and the member's, in the order of their ids; an organization without members comes once, with
   * null for one.
   */
  public void copyTo(NameFilter filter, RowSink sink) {
    if (session.isDistributed()) {
      new ClusterExport(session, filter).copyTo(sink);
      return;
    }
    if (filter.isEmpty() || CopyReader.isPossible(session)) {
      CopyReader.run(session, inOrder(filter), sink);
      return;
    }
    try (Stream<ImportRow> memberships = session.stream(inOrder(filter), mapping(ImportRow::new))) {
      memberships.forEach(row -> sink.add(row.organization(), row.member()));
    }
  }

  /**
   * Organization by organization, each with its members in their order. The inner queries come
   * sorted from the keys' indexes, so that the first row comes at once and a filter reads only what
   * it takes; to order the whole by both ids would have the server sort an organization's members
   * or read everybody's.
   */
  private Select<Record2<String, String>> inOrder(NameFilter filter) {
    // A name of its own: in the inner query jOOQ doesn't qualify columns.
    Field<Long> id = ORGANIZATIONS.ORG_ID.as("organization_id");
    Table<Record2<Long, String>> organization =
        DSL.select(id, ORGANIZATIONS.ORG_NAME)
            .from(ORGANIZATIONS)
            .where(filter.checked().on(ORGANIZATIONS.ORG_NAME))
            .orderBy(ORGANIZATIONS.ORG_ID)
            .asTable("organization");
    Table<Record1<String>> member =
        DSL.lateral(
            DSL.select(MEMBERS.MEMBER_NAME)
                .from(MEMBERS)
                .where(MEMBERS.ORG_ID.eq(organization.field(id)))
                .orderBy(MEMBERS.MEMBER_ID)
                .asTable("member"));
    return session
        .sql()
        .select(organization.field(ORGANIZATIONS.ORG_NAME), member.field(MEMBERS.MEMBER_NAME))
        .from(organization)
        .leftJoin(member)
        .on(DSL.trueCondition())
        .orderBy(organization.field(id));
  }

  /** Counts the members of all organizations. */
  public long countMembers(NameFilter filter) {
    return session
        .sql()
        .select(DSL.count().coerce(Long.class))
        .from(MEMBERS)
        .where(filter.checked().on(MEMBERS.MEMBER_NAME))
        .fetchSingle(0, Long.class);
  }

  /** Null where the server doesn't count: track_counts is off, or the table is partitioned. */
  private Long membersDeleted() {
    return session
        .sql()
        .resultQuery(
            "SELECT "
                + COUNTER
                + "(oid) FROM pg_class"
                + " WHERE oid = ?::regclass AND relkind = 'r'"
                + " AND current_setting('track_counts')::boolean",
            session.qualified(MEMBERS))
        .fetchOne(0, Long.class);
  }

  static Condition is(OrganizationRef ref) {
    return requireValid(ref) instanceof OrganizationRef.ById byId
        ? ORGANIZATIONS.ORG_ID.eq(byId.id())
        : ORGANIZATIONS.ORG_NAME.eq(((OrganizationRef.ByName) ref).name());
  }

  /** There is no organization whose name is against the rules. */
  private static OrganizationRef requireValid(OrganizationRef ref) {
    if (!isValid(ref)) {
      throw notFound(ref);
    }
    return ref;
  }

  private static boolean isValid(OrganizationRef ref) {
    return !(ref instanceof OrganizationRef.ByName byName)
        || NameRules.problem(byName.name()) == null;
  }

  private static StoreException notFound(OrganizationRef ref) {
    return ref instanceof OrganizationRef.ByName byName
        ? StoreException.missingOrganization(byName.name())
        : new StoreException(NOT_FOUND, "no organization " + ref);
  }
}
