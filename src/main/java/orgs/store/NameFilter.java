package orgs.store;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * A filter for names, which the database applies. All conditions that are not null must hold.
 *
 * @param name equal to this text
 * @param like matches this LIKE pattern: {@code %} any text, {@code _} any character, {@code \}
 *     escapes
 * @param contains has this text in it, literally
 * @param prefix starts with this text, literally
 * @param regex matches this PostgreSQL regular expression
 * @param ignoreCase all of the above, whatever the case of the letters
 */
public record NameFilter(
    String name, String like, String contains, String prefix, String regex, boolean ignoreCase) {

  /** Takes every name. */
  public static final NameFilter ALL = new NameFilter(null, null, null, null, null, false);

  /** Whether this filter takes every name. */
  public boolean isEmpty() {
    return name == null && like == null && contains == null && prefix == null && regex == null;
  }

  /**
   * The WHERE clause of this filter. Each pattern is one bind value: the trigram index could not
   * serve a pattern that SQL functions put together.
   */
  public Condition on(Field<String> column) {
    List<Condition> all = new ArrayList<>();
    if (name != null) {
      all.add(ignoreCase ? like(column, literally(name)) : column.eq(name));
    }
    if (like != null) {
      all.add(like(column, like));
    }
    if (contains != null) {
      all.add(like(column, "%" + literally(contains) + "%"));
    }
    if (prefix != null) {
      all.add(like(column, literally(prefix) + "%"));
    }
    if (regex != null) {
      all.add(DSL.condition(ignoreCase ? "{0} ~* {1}" : "{0} ~ {1}", column, DSL.val(regex)));
    }
    return all.isEmpty() ? DSL.noCondition() : DSL.and(all);
  }

  private Condition like(Field<String> column, String pattern) {
    return ignoreCase ? column.likeIgnoreCase(pattern) : column.like(pattern);
  }

  /** The LIKE pattern that matches just this text. */
  private static String literally(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  /**
   * Returns this filter.
   *
   * @throws StoreException (INVALID) if PostgreSQL can't hold a text, or the LIKE pattern ends
   *     within an escape, which the server notices only for a name that matches so far
   */
  NameFilter checked() {
    for (String text : new String[] {name, like, contains, prefix, regex}) {
      String problem = text == null ? null : NameRules.unstorable(text);
      if (problem != null) {
        throw new StoreException(StoreException.Kind.INVALID, "a filter " + problem);
      }
    }
    if (like != null && like.matches("(?s)([^\\\\]|\\\\.)*\\\\")) {
      throw new StoreException(
          StoreException.Kind.INVALID,
          "a LIKE pattern can't end with a single backslash",
          "write \\\\ for a backslash, or use --contains");
    }
    return this;
  }
}
