package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.store.model.StoreException.Kind.EXISTS;

import java.util.List;
import org.jooq.impl.DSL;
import orgs.store.model.CountedOrganization;
import orgs.store.model.LoadContext;
import orgs.store.model.Organization;
import orgs.store.model.StoreException;
import orgs.store.placement.Placement;
import orgs.store.session.Session;

/** Creates an organization with new members that have the names of another one's. */
final class OrganizationCopy {

  private final Placement placement;
  private final Session session;
  private final Organization from;

  OrganizationCopy(Placement placement, Organization from) {
    this.placement = placement;
    this.session = placement.session();
    this.from = from;
  }

  CountedOrganization run(String newName, LoadContext load) {
    placement.lockShared(List.of(from));
    Organization copy = placement.insertOrganizations(List.of(newName)).get(newName);
    if (copy == null) {
      throw new StoreException(
          EXISTS,
          "organization '" + newName + "' already exists",
          "nothing was done; choose another name");
    }
    long members =
        placement.bulkInsert(load, () -> load.runPhase("copying", () -> insertMembers(copy)));
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
