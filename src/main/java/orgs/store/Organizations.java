package orgs.store;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;
import static orgs.store.StoreException.Kind.EXISTS;
import static orgs.store.StoreException.Kind.NOT_FOUND;

import java.util.ArrayList;
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
import org.jooq.RecordMapper;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The organizations of a store. Their names are unique. */
public final class Organizations {

  private static final List<Field<?>> ROW = List.of(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME);

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
  private Map<String, Organization> insert(List<String> names) {
    var insert = session.sql().insertInto(ORGANIZATIONS, ORGANIZATIONS.ORG_NAME);
    for (String name : names) {
      insert = insert.values(name);
    }
    Map<String, Organization> created = new HashMap<>();
    insert
        .onConflictDoNothing()
        .returningResult(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME, Session.transactionNumber())
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
  public Stream<CountedOrganization> select(NameFilter filter, Page page, boolean counts) {
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
            .and(PageSql.after(page, ORGANIZATIONS.ORG_ID))
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
          try {
            return session
                .sql()
                .update(ORGANIZATIONS)
                .set(ORGANIZATIONS.ORG_NAME, newName)
                .where(is(ref))
                .returningResult(
                    ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME, Session.transactionNumber())
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
    return session.transaction(
        () -> {
          // Also counts what this transaction deleted before, and what a rollback undid.
          Long before =
              session.hasTransactionNumber() ? membersDeletedInTransaction() : Long.valueOf(0);
          Organization deleted =
              session
                  .sql()
                  .deleteFrom(ORGANIZATIONS)
                  .where(is(ref))
                  .returningResult(
                      ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME, Session.transactionNumber())
                  .fetchOptional(session.numbered(Organization::new))
                  .orElseThrow(() -> notFound(ref));
          Long after = before == null ? null : membersDeletedInTransaction();
          return new DeletedOrganization(deleted, after == null ? null : after - before);
        });
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
  public LoadResult copyAll(Iterator<Membership> rows, LoadOptions options) {
    return session.transaction(
        () -> new MembershipLoad(session).run(rows, options), options.steps());
  }

  /**
   * Gives the members of all organizations that the filter takes to a sink, the organization's name
   * and the member's, in the order of their ids; an organization without members comes once, with
   * null for one.
   */
  public void copyTo(NameFilter filter, RowSink sink) {
    if (filter.isEmpty() || CopyReader.isPossible(session)) {
      CopyReader.run(session, inOrder(filter), sink);
      return;
    }
    try (Stream<Membership> memberships =
        session.stream(inOrder(filter), mapping(Membership::new))) {
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
  private Long membersDeletedInTransaction() {
    return session
        .sql()
        .resultQuery(
            "SELECT pg_stat_get_xact_tuples_deleted(oid) FROM pg_class"
                + " WHERE oid = ?::regclass AND relkind = 'r'"
                + " AND current_setting('track_counts')::boolean",
            session.qualified(MEMBERS))
        .fetchOne(0, Long.class);
  }

  private static Condition is(OrganizationRef ref) {
    return requireValid(ref) instanceof OrganizationRef.ById byId
        ? ORGANIZATIONS.ORG_ID.eq(byId.id())
        : ORGANIZATIONS.ORG_NAME.eq(((OrganizationRef.ByName) ref).name());
  }

  /** There is no organization whose name is against the rules. */
  private static OrganizationRef requireValid(OrganizationRef ref) {
    if (ref instanceof OrganizationRef.ByName byName && NameRules.problem(byName.name()) != null) {
      throw notFound(ref);
    }
    return ref;
  }

  private static StoreException notFound(OrganizationRef ref) {
    return ref instanceof OrganizationRef.ByName byName
        ? StoreException.missingOrganization(byName.name())
        : new StoreException(NOT_FOUND, "no organization " + ref);
  }
}
