package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.store.StoreException.Kind.EXISTS;

import java.util.List;
import org.jooq.impl.DSL;

/** Creates an organization with new members that have the names of another one's. */
final class OrganizationCopy {

  private final Session session;
  private final Organization from;

  OrganizationCopy(Session session, Organization from) {
    this.session = session;
    this.from = from;
  }

  CountedOrganization run(String newName, LoadContext load) {
    OrganizationLocks.shared(session, List.of(from));
    Organization copy = new Organizations(session).insert(List.of(newName)).get(newName);
    if (copy == null) {
      throw new StoreException(
          EXISTS,
          "organization '" + newName + "' already exists",
          "nothing was done; choose another name");
    }
    long members =
        BulkLoad.into(session, load, () -> load.runPhase("copying", () -> insertMembers(copy)));
    return new CountedOrganization(copy, members);
  }

  private long insertMembers(Organization copy) {
    return session
        .sql()
        .insertInto(MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)
        .select(
            DSL.select(DSL.inline(copy.id()), MEMBERS.MEMBER_NAME)
                .from(MEMBERS)
                .where(SelectionSql.ofOrganization(from))
                .orderBy(MEMBERS.MEMBER_ID))
        .execute();
  }
}
