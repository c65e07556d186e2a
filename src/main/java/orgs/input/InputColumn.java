package orgs.input;

import java.util.List;

/**
 * A column that is wanted from a file.
 *
 * @param names the names it may have in a header or a JSON object, the first that is there counts;
 *     or one number, its place from 1
 * @param optional whether a record may do without a value
 * @param chosen whether the user named it, so that no other one may be taken in its place
 */
public record InputColumn(List<String> names, boolean optional, boolean chosen) {

  /** One of the usual names. */
  public InputColumn(List<String> names, boolean optional) {
    this(names, optional, false);
  }

  /** The one that the user named. */
  public static InputColumn chosen(String name) {
    return new InputColumn(List.of(name), false, true);
  }

  /** Its place from 0 when it is wanted by number, otherwise -1. */
  int place() {
    String name = names.get(0);
    return names.size() == 1 && name.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(name) - 1 : -1;
  }
}
