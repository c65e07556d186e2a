package orgs.input;

import java.util.List;

/**
 * A column that is wanted from a file.
 *
 * @param names the names it may have in a header or a JSON object, the first that is there counts;
 *     or one number, its place from 1
 * @param optional whether a record may do without a value
 */
public record Column(List<String> names, boolean optional) {

  /** Its place from 0 when it is wanted by number, else -1. */
  int place() {
    String name = names.get(0);
    return names.size() == 1 && name.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(name) - 1 : -1;
  }
}
