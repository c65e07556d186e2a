package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.impl.DSL;
import orgs.store.session.Savepoint;
import orgs.store.session.Session;

/**
 * Statements like those of a change that find no row: the server refuses them where it would refuse
 * the change, because a privilege is missing or it is read-only. They are rolled back, with the
 * work of triggers.
 */
final class Rehearsal {

  /** One statement of a change. */
  enum Step {
    HOLD_ORGANIZATIONS(
        sql -> sql.selectOne().from(ORGANIZATIONS).where(DSL.falseCondition()).forKeyShare()),
    LOCK_ORGANIZATIONS(
        sql -> sql.selectOne().from(ORGANIZATIONS).where(DSL.falseCondition()).forUpdate()),
    CREATE_ORGANIZATIONS(
        sql ->
            sql.insertInto(ORGANIZATIONS, ORGANIZATIONS.ORG_NAME)
                .select(DSL.select(DSL.inline("")).where(DSL.falseCondition()))),
    DELETE_ORGANIZATIONS(sql -> sql.deleteFrom(ORGANIZATIONS).where(DSL.falseCondition())),
    INSERT_MEMBERS(
        sql ->
            sql.insertInto(MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)
                .select(DSL.select(DSL.inline(0L), DSL.inline("")).where(DSL.falseCondition()))),
    UPDATE_MEMBERS(
        sql -> sql.update(MEMBERS).set(MEMBERS.MEMBER_NAME, "").where(DSL.falseCondition())),
    DELETE_MEMBERS(sql -> sql.deleteFrom(MEMBERS).where(DSL.falseCondition()));

    private final Function<DSLContext, Query> statement;

    Step(Function<DSLContext, Query> statement) {
      this.statement = statement;
    }
  }

  private Rehearsal() {}

  /**
   * Runs the statements, in the order of the change.
   *
   * @throws StoreException as the change would
   */
  static void of(Session session, List<Step> steps) {
    session
        .transactions()
        .write(
            () -> {
              Savepoint before = Savepoint.set(session);
              steps.forEach(step -> step.statement.apply(session.sql()).execute());
              before.rollBack();
              return null;
            });
  }
}
