package orgs.store;

import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * A text and the text that replaces it wherever it is in a name, literally and with its case.
 *
 * @param old the text to replace; not empty
 * @param with the new text; may be empty
 */
public record Replacement(String old, String with) {

  /**
   * Checks the texts.
   *
   * @throws StoreException (INVALID) when they can't be part of a name
   */
  public Replacement {
    if (old.isEmpty()) {
      throw new StoreException(StoreException.Kind.INVALID, "the text to replace is empty");
    }
    for (String text : new String[] {old, with}) {
      String problem = NameRules.unstorable(text);
      if (problem != null) {
        throw new StoreException(StoreException.Kind.INVALID, "a part of a name " + problem);
      }
    }
  }

  /** Whether the text is in the name. */
  Condition applies(Field<String> name) {
    return DSL.condition("strpos({0}, {1}) > 0", name, DSL.val(old));
  }

  /** The new name. */
  Field<String> in(Field<String> name) {
    return DSL.function("replace", String.class, name, DSL.val(old), DSL.val(with));
  }

  /** Whether the new name breaks the rules for names. */
  Condition breaksRules(Field<String> name) {
    Field<String> newName = in(name);
    return DSL.charLength(newName)
        .gt(NameRules.MAX_CODE_POINTS)
        .or(DSL.condition("{0} !~ {1}", newName, DSL.inline(NameRules.VISIBLE)));
  }

  /**
   * The new name as the value of an assignment. An assignment to varchar(50) silently drops spaces
   * beyond its length; a last character that is no space makes the server refuse them.
   */
  Field<String> assignedTo(Field<String> name) {
    return DSL.field(
        "{0} || CASE WHEN char_length({0}) > {1} THEN '.' ELSE '' END",
        String.class, in(name), DSL.inline(NameRules.MAX_CODE_POINTS));
  }
}
