package orgs.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Row2;
import org.jooq.Select;
import org.jooq.SelectLimitStep;
import org.jooq.SortField;
import org.jooq.SortOrder;
import org.jooq.impl.DSL;

/** The SQL of a {@link Page}: a keyset on the id, or on the name and the id, never an OFFSET. */
final class PageSql {

  private PageSql() {}

  /**
   * Completes a page with the name that its SQL needs.
   *
   * @param name looks up the name in the row that the page follows; called only for an order by
   *     names
   * @param what that row is: "member of 'acme'"
   * @throws StoreException (NOT_FOUND) if the row is gone
   */
  static Page located(Page page, Supplier<Optional<String>> name, String what) {
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

  /** Whether a row follows the one that the page names; the page has to be located. */
  static Condition after(Page page, Field<Long> id, Field<String> name) {
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

  static List<SortField<?>> order(Page page, Field<Long> id, Field<String> name) {
    SortOrder order = page.descending() ? SortOrder.DESC : SortOrder.ASC;
    return page.sort() == Page.Sort.NAME
        ? List.of(name.sort(order), id.sort(order))
        : List.of(id.sort(order));
  }

  static <R extends Record> Select<R> limit(SelectLimitStep<R> query, Page page) {
    return page.limit() == 0 ? query : query.limit(page.limit());
  }
}
