package orgs.input;

import java.util.List;
import java.util.Set;
import orgs.input.text.InputException;

/**
 * Refuses files of ours that are no list of the members there are: the wanted columns would be
 * found in them, and their rows mean something else.
 */
final class OtherContent {

  /** What we call the columns of exports, lists and reports. */
  private static final Set<String> OURS =
      Set.of(
          "member_id",
          "member_name",
          "org_id",
          "org_name",
          "org",
          "member",
          "change",
          "copies",
          "members",
          "count",
          "members_moved",
          "members_deleted");

  private static final Set<String> ORGANIZATIONS = Set.of("org", "org_id", "org_name");
  private static final Set<String> MEMBERS = Set.of("member", "member_name", "member_id");

  private static final String BACKUP = "orgs_backup";
  private static final String CHANGE = "change";
  private static final String COPIES = "copies";

  private OtherContent() {}

  /** Whether these are names of columns that we write. */
  static boolean isOurs(List<String> names) {
    return OURS.containsAll(names);
  }

  /**
   * Looks at the names of a header or of a JSON object.
   *
   * @throws InputException when they are those of a report, of a backup, or of several
   *     organizations where the members of one are wanted
   */
  static void refuse(List<String> names, List<InputColumn> columns) {
    boolean ours = isOurs(names);
    boolean free = columns.size() == 1 && !columns.get(0).chosen();
    if (names.contains(BACKUP)) {
      throw new InputException("is a backup", "orgs restore reads it");
    }
    if (names.contains(CHANGE) && (ours || free)) {
      throw report(CHANGE, ours);
    }
    if (ours && free && names.contains(COPIES)) {
      throw report(COPIES, false);
    }
    if (ours && free && names.stream().anyMatch(ORGANIZATIONS::contains)) {
      throw new InputException(
          "has a column for organizations, and the members of one are wanted",
          "orgs import, diff and sync read such a file; --column NAME takes all names of a column");
    }
    if (columns.size() > 1
        && names.contains("org_id")
        && names.stream().noneMatch(MEMBERS::contains)) {
      throw new InputException(
          "is a list of organizations without their members", "orgs export writes both");
    }
  }

  private static InputException report(String column, boolean always) {
    return new InputException(
        "has a column " + column + ", so it is a report and no list of members",
        "orgs members export writes such a list"
            + (always ? "" : "; --column NAME takes the names of a column all the same"));
  }
}
