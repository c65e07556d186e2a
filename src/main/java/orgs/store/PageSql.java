package orgs.store;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectLimitStep;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** The SQL of a {@link Page}: a keyset on the id, never an OFFSET. */
final class PageSql {

  private PageSql() {}

  static Condition after(Page page, Field<Long> id) {
    return page.after() == null ? DSL.noCondition() : id.gt(page.after());
  }

  static List<SortField<?>> order(Page page, Field<Long> id, Field<String> name) {
    return page.sort() == Page.Sort.NAME ? List.of(name.asc(), id.asc()) : List.of(id.asc());
  }

  static <R extends Record> Select<R> limit(SelectLimitStep<R> query, Page page) {
    return page.limit() == 0 ? query : query.limit(page.limit());
  }
}
