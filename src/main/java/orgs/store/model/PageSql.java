package orgs.store.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Row2;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.SelectLimitStep;
import org.jooq.SortField;
import org.jooq.SortOrder;
import org.jooq.impl.DSL;

/** The SQL of a {@link Page}: a keyset on the id, or on the name and the id, never an OFFSET. */
public final class PageSql {

  private PageSql() {}

  /**
   * Completes a page with what its SQL needs.
   *
   * @param name looks up the name in the row after which the page begins; is only called for an
   *     order by names
   * @param what a description of that row: "member of 'acme'"
   * @throws StoreException (NOT_FOUND) when it is gone
   */
  public static Page located(Page page, Supplier<Optional<String>> name, String what) {
    if (page.after() == null || page.sort() != Page.Sort.NAME || page.afterName() != null) {
      return page;
    }
    String found =
        name.get()
            .orElseThrow(
                () ->
                    new StoreException(
                        StoreException.Kind.NOT_FOUND,
                        "no " + what + " with id " + page.after() + " to go on behind",
                        "an order by names goes on from a row that is still there; begin again"
                            + " without --after, or page by id"));
    return new Page(page.limit(), page.after(), page.sort(), page.descending(), found);
  }

  /** The condition for the rows of a page that is {@link #located}. */
  public static Condition after(Page page, Field<Long> id, Field<String> name) {
    if (page.after() == null) {
      return DSL.noCondition();
    }
    if (page.sort() == Page.Sort.ID) {
      return page.descending() ? id.lt(page.after()) : id.gt(page.after());
    }
    Row2<String, Long> row = DSL.row(name, id);
    return page.descending()
        ? row.lt(page.afterName(), page.after())
        : row.gt(page.afterName(), page.after());
  }

  public static List<SortField<?>> order(Page page, Field<Long> id, Field<String> name) {
    SortOrder order = page.descending() ? SortOrder.DESC : SortOrder.ASC;
    return page.sort() == Page.Sort.NAME
        ? List.of(name.sort(order), id.sort(order))
        : List.of(id.sort(order));
  }

  /** Reduces a query to the rows of a page that is {@link #located}, in their order. */
  public static <R extends Record> Select<R> rows(
      SelectConditionStep<R> query, Page page, Field<Long> id, Field<String> name) {
    return limit(query.and(after(page, id, name)).orderBy(order(page, id, name)), page);
  }

  public static <R extends Record> Select<R> limit(SelectLimitStep<R> query, Page page) {
    return page.limit() == 0 ? query : query.limit(page.limit());
  }
}
