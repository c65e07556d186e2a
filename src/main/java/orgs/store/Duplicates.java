package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Members of one organization that have a name in common. The oldest has the lowest id. */
public final class Duplicates {

  private static final Field<Long> ID = DSL.field(DSL.name("d", "member_id"), SQLDataType.BIGINT);
  private static final Field<String> NAME = DSL.field(DSL.name("d", "name"), SQLDataType.VARCHAR);
  private static final Field<String> OLDEST =
      DSL.field(DSL.name("d", "oldest"), SQLDataType.VARCHAR);
  private static final Field<Long> COPIES = DSL.field(DSL.name("d", "copies"), SQLDataType.BIGINT);
  private static final Field<Long> COPY = DSL.field(DSL.name("d", "copy"), SQLDataType.BIGINT);

  /**
   * A name that several members have.
   *
   * @param name the name of the oldest one
   * @param copies the number of members that have it
   */
  public record Duplicate(String name, long copies) {}

  /** A removed member, and the name that it had in common with others. */
  private record Removed(Member member, Duplicate duplicate, boolean first) {}

  private final Session session;
  private final Organization organization;
  private final boolean ignoreCase;

  Duplicates(Session session, Organization organization, boolean ignoreCase) {
    this.session = session;
    this.organization = organization;
    this.ignoreCase = ignoreCase;
  }

  /** Streams the names, the most frequent first. Close the stream. */
  public Stream<Duplicate> select() {
    Table<?> ranked = ranked();
    ResultQuery<Record2<String, Long>> rows =
        session
            .sql()
            .select(OLDEST, COPIES)
            .from(ranked)
            .where(COPY.eq(2L))
            .orderBy(COPIES.desc(), ID);
    return session.streamAtOnce(rows, row -> new Duplicate(row.value1(), row.value2()));
  }

  /** Counts what {@link #remove} would remove. */
  public long count() {
    return session
        .sql()
        .select(DSL.count().coerce(Long.class))
        .from(ranked())
        .where(COPY.gt(1L))
        .fetchSingle(0, Long.class);
  }

  /**
   * Removes all but the oldest of each name, in one statement.
   *
   * @param backup takes the removed members, in the order of their ids; null without a backup
   * @param duplicates is given each name, in no order
   * @param removed is given each removed member; a rollback undoes both when this throws
   */
  public void remove(Backup backup, Consumer<Duplicate> duplicates, Consumer<Member> removed) {
    RemovedMembers.save(
        session,
        organization,
        backup,
        saved -> {
          // Two members that are given the same name meanwhile would be copies, and stay.
          OrganizationLocks.exclusive(session, List.of(organization));
          var delete =
              session
                  .sql()
                  .deleteFrom(MEMBERS)
                  .using(ranked())
                  .where(SelectionSql.ofOrganization(organization))
                  .and(MEMBERS.MEMBER_ID.eq(ID))
                  // A member that another program has renamed meanwhile is no copy any more.
                  .and(MEMBERS.MEMBER_NAME.eq(NAME))
                  .and(COPY.gt(1L))
                  .returningResult(
                      MEMBERS.MEMBER_ID,
                      MEMBERS.MEMBER_NAME,
                      OLDEST,
                      COPIES,
                      COPY,
                      session.transactionNumber());
          try (Stream<Removed> rows =
              session.streamAtOnce(
                  session
                      .sql()
                      .resultQuery(
                          "{0}", backup == null ? delete : ReturnedRows.byId(session, delete))
                      .coerce(
                          MEMBERS.MEMBER_ID,
                          MEMBERS.MEMBER_NAME,
                          OLDEST,
                          COPIES,
                          COPY,
                          session.transactionNumber()),
                  row -> {
                    session.isNumbered(row.value6());
                    return new Removed(
                        new Member(row.value1(), row.value2()),
                        new Duplicate(row.value3(), row.value4()),
                        row.value5() == 2);
                  })) {
            rows.forEach(
                row -> {
                  saved.accept(row.member());
                  removed.accept(row.member());
                  if (row.first()) {
                    duplicates.accept(row.duplicate());
                  }
                });
          }
        });
  }

  /** Every member, with its place among those that have its name. */
  private Table<?> ranked() {
    Field<String> name = ignoreCase ? DSL.lower(MEMBERS.MEMBER_NAME) : MEMBERS.MEMBER_NAME;
    return DSL.select(
            MEMBERS.MEMBER_ID,
            MEMBERS.MEMBER_NAME.as("name"),
            DSL.firstValue(MEMBERS.MEMBER_NAME)
                .over(DSL.partitionBy(name).orderBy(MEMBERS.MEMBER_ID))
                .as("oldest"),
            DSL.count().over(DSL.partitionBy(name)).cast(SQLDataType.BIGINT).as("copies"),
            DSL.rowNumber().over(DSL.partitionBy(name).orderBy(MEMBERS.MEMBER_ID)).as("copy"))
        .from(MEMBERS)
        .where(SelectionSql.ofOrganization(organization))
        .asTable("d");
  }
}
