package orgs.store.model;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.ORGANIZATIONS;

import org.jooq.Condition;
import org.jooq.DSLContext;
import orgs.store.model.OrganizationRef.ById;
import orgs.store.model.OrganizationRef.ByName;

/** The SQL of an {@link OrganizationRef}, and the failure to find what it refers to. */
public final class RefSql {

  private RefSql() {}

  /**
   * The organization that is referred to.
   *
   * @throws StoreException (NOT_FOUND) if no organization can have the name
   */
  public static Condition condition(OrganizationRef ref) {
    return requirePossible(ref) instanceof ById byId
        ? ORGANIZATIONS.ORG_ID.eq(byId.id())
        : ORGANIZATIONS.ORG_NAME.eq(((ByName) ref).name());
  }

  /** Returns a reference; the server would refuse some names that break the rules. */
  public static OrganizationRef requirePossible(OrganizationRef ref) {
    if (!isPossible(ref)) {
      throw notFound(ref);
    }
    return ref;
  }

  public static boolean isPossible(OrganizationRef ref) {
    return !(ref instanceof ByName byName) || NameRules.problem(byName.name()) == null;
  }

  /**
   * Looks an organization up.
   *
   * @throws StoreException (NOT_FOUND) when there is none
   */
  public static Organization get(DSLContext sql, OrganizationRef ref) {
    return sql.select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
        .from(ORGANIZATIONS)
        .where(condition(ref))
        .fetchOptional(mapping(Organization::new))
        .orElseThrow(() -> notFound(ref));
  }

  public static StoreException notFound(OrganizationRef ref) {
    return ref instanceof ByName byName
        ? StoreException.missingOrganization(byName.name())
        : new StoreException(StoreException.Kind.NOT_FOUND, "no organization " + ref);
  }
}
