package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Record4;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The members of one organization, as a file has them. */
final class DesiredMembers extends DesiredState {

  private Organization organization;
  private final boolean create;

  /**
   * Of this organization.
   *
   * @param create whether it is created when the change is certain; its id is nobody's until then
   */
  DesiredMembers(Placement placement, Organization organization, boolean create) {
    super(placement);
    this.organization = organization;
    this.create = create;
  }

  @Override
  void hold() {
    if (create) {
      organization =
          new Organizations(placement).create(List.of(organization.name()), true, one -> {}).get(0);
    }
    placement.lockExclusive(List.of(organization));
  }

  @Override
  Field<?> organizationKey(Field<Long> organizationId) {
    return DSL.inline("");
  }

  @Override
  Select<Record3<Long, Long, String>> wanted() {
    return DSL.select(
            StagedRows.NUMBER,
            DSL.inline(organization.id()).as(ROW_ORG_ID),
            StagedRows.MEMBER.as(ROW_NAME))
        .from(StagedRows.TABLE);
  }

  /** The organization stays out of what is grouped, which is a third faster. */
  @Override
  Select<Record4<Long, String, Long, Long>> differences() {
    return DSL.select(DSL.inline(organization.id()), ROW_NAME, more(), wantedCount())
        .from(
            both(
                DSL.select(StagedRows.MEMBER.as(ROW_NAME)).from(StagedRows.TABLE),
                DSL.select(MEMBERS.MEMBER_NAME).from(MEMBERS).where(isConcerned(MEMBERS.ORG_ID))))
        .groupBy(ROW_NAME)
        .having(more().ne(0L));
  }

  @Override
  Condition isConcerned(Field<Long> organizationId) {
    return organizationId.eq(DSL.inline(organization.id()));
  }

  @Override
  long organizationsCreated() {
    return 0;
  }

  @Override
  long organizationsDeleted() {
    return 0;
  }

  @Override
  long organizationsBefore() {
    return 1;
  }

  @Override
  void saveOrganizations(Backup backup) {
    backup.organization(organization, null);
  }

  @Override
  List<Field<?>> printed(String change, Field<Long> id) {
    return List.of(DSL.inline(change), id, ROW_NAME);
  }

  @Override
  Table<?> named(Table<?> members) {
    return members;
  }
}
