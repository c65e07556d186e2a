package orgs.store;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.MEMBERS;
import static orgs.store.StoreException.Kind.AMBIGUOUS;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.RecordMapper;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import orgs.store.MemberSelection.Matching;
import orgs.store.MemberSelection.WithIds;

/** Reads members of one organization: pages of rows, single members and estimates. */
final class MemberQueries {

  /** Up to here a count takes a few milliseconds, so an estimate would be worse and no faster. */
  static final int COUNTED_EXACTLY = 10_000;

  /** This many members are read in about ten milliseconds. */
  static final int NEAR = 10_000;

  private final Session session;
  private final Organization organization;

  MemberQueries(Session session, Organization organization) {
    this.session = session;
    this.organization = organization;
  }

  /** Gives a page to a sink: by COPY, except for the first rows of a filter. */
  void copyTo(NameFilter filter, Page requested, RowSink sink) {
    Page page = located(requested);
    SelectionSql selection = sql(new Matching(filter));
    Select<Record2<Long, String>> query = query(selection, page);
    if (!filter.isEmpty() && !CopyReader.isPossible(session)) {
      selectTo(selection, page, sink);
      return;
    }
    long asked = System.nanoTime();
    // The coordinator of a cluster has all rows before it gives the first, whatever its plan says.
    if (filter.isEmpty() || session.isDistributed() || !Plan.of(session, query).trickles()) {
      CopyReader.run(session, query, sink);
    } else if (session.isInTransaction() || page.limit() > 0 || page.sort() != Page.Sort.ID) {
      selectTo(selection, page, sink);
    } else {
      long roundTrip = System.nanoTime() - asked;
      session.snapshot(() -> copyMatching(selection, page, roundTrip, sink));
    }
  }

  private void selectTo(SelectionSql selection, Page page, RowSink sink) {
    try (Stream<Member> members = selectLocated(selection, page)) {
      members.forEach(member -> sink.add(member.id(), member.name()));
    }
  }

  private void copyMatching(SelectionSql selection, Page page, long roundTrip, RowSink sink) {
    new LargeResult<>(
            session,
            selectLocated(selection, page),
            last -> query(selection, page.restBehind(last.id())))
        .run(member -> new Object[] {member.id(), member.name()}, roundTrip, sink);
  }

  /** Streams members from a cursor. Close the stream. */
  Stream<Member> select(MemberSelection selection, Page page) {
    return selectLocated(sql(selection), located(page));
  }

  private Stream<Member> selectLocated(SelectionSql selection, Page page) {
    ResultQuery<Record2<Long, String>> rows = query(selection, page);
    return selection.trickles()
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
                .where(sql(new WithIds(Set.of(page.after()))).condition())
                .fetchOptional(MEMBERS.MEMBER_NAME),
        "member of '" + organization.name() + "'");
  }

  private Select<Record2<Long, String>> query(SelectionSql selection, Page page) {
    return PageSql.limit(
        session
            .sql()
            .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .where(selection.condition())
            .and(PageSql.after(page, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME))
            .orderBy(PageSql.order(page, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)),
        page);
  }

  /** Streams the members that a filter takes, among the next {@value #NEAR} by their ids. */
  Stream<Member> selectNear(NameFilter filter, Page page) {
    Table<Record2<Long, String>> near =
        session
            .sql()
            .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .where(SelectionSql.ofOrganization(organization))
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

  /** Looks up the only member of a selection by one key. */
  Member get(MemberSelection selection, Object key) {
    return only(
        session
            .sql()
            .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .where(sql(selection).condition())
            .limit(2),
        mapping(Member::new),
        organization,
        key);
  }

  /** Runs a query or a change by a name or an id, and returns its only row. */
  static <R extends Record> Member only(
      ResultQuery<R> query, RecordMapper<R, Member> mapper, Organization organization, Object key) {
    List<Member> found = query.fetch(mapper);
    if (found.isEmpty()) {
      throw SelectionSql.notFound(organization, key);
    }
    if (found.size() > 1) {
      throw new StoreException(
          AMBIGUOUS,
          "several members of '" + organization.name() + "' are named '" + key + "'",
          "give the --id of one, or rename all with --name and --replace");
    }
    return found.get(0);
  }

  /** Counts exactly below {@value #COUNTED_EXACTLY}, and returns the planner's estimate above. */
  MemberCount estimate(NameFilter filter) {
    SelectionSql selection = sql(new Matching(filter));
    if (session.isDistributed()) {
      // The coordinator has no statistics of a shard.
      return new MemberCount(selection.count(), false);
    }
    Condition condition = selection.condition();
    Select<?> all = DSL.selectOne().from(MEMBERS).where(condition);
    Select<?> some = DSL.selectOne().from(MEMBERS).where(condition).limit(COUNTED_EXACTLY);
    long counted =
        session.sql().select(DSL.count().coerce(Long.class)).from(some).fetchSingle(0, Long.class);
    return counted < COUNTED_EXACTLY
        ? new MemberCount(counted, false)
        : new MemberCount(Math.max(counted, Plan.of(session, all).rows()), true);
  }

  private SelectionSql sql(MemberSelection selection) {
    return SelectionSql.of(session, organization, selection);
  }
}
