package orgs.store;

import static orgs.schema.Tables.ORGANIZATIONS;

import org.jooq.Condition;
import orgs.store.OrganizationRef.ById;
import orgs.store.OrganizationRef.ByName;

/** The SQL of an {@link OrganizationRef}, and the failure to find what it refers to. */
final class RefSql {

  private RefSql() {}

  /**
   * The organization that is referred to.
   *
   * @throws StoreException (NOT_FOUND) if no organization can have the name
   */
  static Condition condition(OrganizationRef ref) {
    return requirePossible(ref) instanceof ById byId
        ? ORGANIZATIONS.ORG_ID.eq(byId.id())
        : ORGANIZATIONS.ORG_NAME.eq(((ByName) ref).name());
  }

  /** Returns a reference; the server would refuse some names that break the rules. */
  static OrganizationRef requirePossible(OrganizationRef ref) {
    if (!isPossible(ref)) {
      throw notFound(ref);
    }
    return ref;
  }

  static boolean isPossible(OrganizationRef ref) {
    return !(ref instanceof ByName byName) || NameRules.problem(byName.name()) == null;
  }

  static StoreException notFound(OrganizationRef ref) {
    return ref instanceof ByName byName
        ? StoreException.missingOrganization(byName.name())
        : new StoreException(StoreException.Kind.NOT_FOUND, "no organization " + ref);
  }
}
