package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.stream.Stream;
import org.jooq.Record4;
import org.jooq.RecordMapper;
import org.jooq.Select;

/** Members of all organizations, by their names. */
public final class MemberSearch {

  private static final RecordMapper<Record4<Long, String, Long, String>, FoundMember> MAPPER =
      row ->
          new FoundMember(
              new Organization(row.value1(), row.value2()), new Member(row.value3(), row.value4()));

  private final Session session;

  MemberSearch(Session session) {
    this.session = session;
  }

  /** Streams members from a cursor, in the order of their own ids or names. Close the stream. */
  public Stream<FoundMember> select(NameFilter filter, Page page) {
    return session.stream(query(filter, page), MAPPER);
  }

  /** Gives the members of a page, with their organizations, to a sink: by COPY where possible. */
  public void copyTo(NameFilter filter, Page page, RowSink sink) {
    if (CopyReader.isPossible(session)) {
      CopyReader.run(session, query(filter, page), sink);
      return;
    }
    try (Stream<FoundMember> found = select(filter, page)) {
      found.forEach(
          one ->
              sink.add(
                  one.organization().id(),
                  one.organization().name(),
                  one.member().id(),
                  one.member().name()));
    }
  }

  private Page located(NameFilter filter, Page page) {
    return PageSql.located(
        page,
        () ->
            session
                .sql()
                .select(MEMBERS.MEMBER_NAME)
                .from(MEMBERS)
                // The row was printed, so the filter takes it, and can lead to it.
                .where(filter.checked().on(MEMBERS.MEMBER_NAME))
                .and(MEMBERS.MEMBER_ID.eq(page.after()))
                .limit(1)
                .fetchOptional(MEMBERS.MEMBER_NAME),
        "member");
  }

  private Select<Record4<Long, String, Long, String>> query(NameFilter filter, Page requested) {
    Page page = located(filter, requested);
    return PageSql.limit(
        session
            .sql()
            .select(
                ORGANIZATIONS.ORG_ID,
                ORGANIZATIONS.ORG_NAME,
                MEMBERS.MEMBER_ID,
                MEMBERS.MEMBER_NAME)
            .from(MEMBERS)
            .join(ORGANIZATIONS)
            .on(ORGANIZATIONS.ORG_ID.eq(MEMBERS.ORG_ID))
            .where(filter.checked().on(MEMBERS.MEMBER_NAME))
            .and(PageSql.after(page, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME))
            .orderBy(PageSql.order(page, MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME)),
        page);
  }
}
