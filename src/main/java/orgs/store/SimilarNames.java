package orgs.store;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;

import java.util.List;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Looks for the organization or member that a mistyped name may mean. */
final class SimilarNames {

  private static final int MOST = 100;

  /** No index serves similarity: 50,000 names are compared in about 100 ms. */
  private static final int SEARCHED = 50_000;

  /** Names that share only their first letter are less similar than this. */
  private static final float LEAST = 0.1f;

  private final Session session;

  SimilarNames(Session session) {
    this.session = session;
  }

  List<SimilarName> to(String name) {
    if (NameRules.problem(name) != null) {
      return List.of();
    }
    String home = homeOfTrigrams();
    return home == null ? beginningLike(name) : byTrigrams(name, home);
  }

  /** The schema of pg_trgm, which need not be on the search path; null without the extension. */
  private String homeOfTrigrams() {
    return session
        .sql()
        .resultQuery(
            "SELECT nspname FROM pg_extension JOIN pg_namespace"
                + " ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm'")
        .fetchOne(0, String.class);
  }

  private List<SimilarName> byTrigrams(String name, String home) {
    Table<?> searched =
        session
            .sql()
            .select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
            .from(ORGANIZATIONS)
            .orderBy(ORGANIZATIONS.ORG_NAME)
            .limit(SEARCHED)
            .asTable("searched");
    Field<String> candidate = searched.field(ORGANIZATIONS.ORG_NAME);
    Field<Float> similarity =
        DSL.function(DSL.name(home, "similarity"), Float.class, text(candidate), text(name));
    return session
        .sql()
        .select(searched.field(ORGANIZATIONS.ORG_ID), candidate, similarity)
        .from(searched)
        .where(similarity.gt(LEAST))
        .orderBy(similarity.desc(), candidate)
        .limit(MOST)
        .fetch(mapping(SimilarName::new));
  }

  private List<SimilarName> beginningLike(String name) {
    String beginning = name.substring(0, name.offsetByCodePoints(0, 1));
    return session
        .sql()
        .select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
        .from(ORGANIZATIONS)
        .where(new NameFilter(null, null, null, beginning, null, false).on(ORGANIZATIONS.ORG_NAME))
        .orderBy(ORGANIZATIONS.ORG_NAME)
        .limit(MOST)
        .fetch(row -> new SimilarName(row.value1(), row.value2(), 0));
  }

  /**
   * Members with a part of their name that is similar to this text, by the trigram index; none
   * without it. Words of three letters have too few trigrams for a guess.
   */
  List<SimilarName> amongMembers(Organization organization, String text, int most) {
    String home = NameRules.problem(text) == null && text.length() > 3 ? homeOfTrigrams() : null;
    if (home == null) {
      return List.of();
    }
    Field<Float> similarity =
        DSL.function(
            DSL.name(home, "word_similarity"), Float.class, text(text), text(MEMBERS.MEMBER_NAME));
    return session
        .sql()
        .select(MEMBERS.MEMBER_ID, MEMBERS.MEMBER_NAME, similarity)
        .from(MEMBERS)
        .where(MEMBERS.ORG_ID.eq(organization.id()))
        .and(
            DSL.condition(
                "{0} OPERATOR({1}.%>) {2}", text(MEMBERS.MEMBER_NAME), DSL.name(home), text(text)))
        .orderBy(similarity.desc(), MEMBERS.MEMBER_ID)
        .limit(most)
        .fetch(mapping(SimilarName::new));
  }

  /**
   * Casts a name to the type of pg_trgm's functions and operators. Others in the schema of that
   * extension may have the same names, and would fit another type better.
   */
  private static Field<String> text(Field<String> name) {
    return name.cast(SQLDataType.CLOB);
  }

  private static Field<String> text(String name) {
    return text(DSL.val(name));
  }
}
