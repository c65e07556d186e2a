package orgs.cli.browse;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import orgs.output.Numbers;
import orgs.output.SafeText;
import orgs.store.Organization;

/** The questions that several actions ask, and the words in them. */
final class Questions {

  private static final int NAMES_SHOWN = 5;

  private Questions() {}

  /** Is given the file of a backup, or null where none is wanted. */
  interface BackupChoice {
    void accept(Question question, Path file);
  }

  /** Asks for the file of a backup. */
  static Question backup(String title, List<String> explanation, BackupChoice next) {
    List<String> all = new ArrayList<>(explanation);
    all.add("A backup goes to a new file; orgs restore brings it back. None: leave it empty.");
    return new Question(
        title,
        all,
        " Backup file: ",
        "",
        question -> {
          String typed = question.answer().strip();
          try {
            next.accept(question, typed.isEmpty() ? null : Path.of(typed));
          } catch (InvalidPathException e) {
            question.refuse("'" + typed + "' can't be the name of a file");
          }
        });
  }

  /**
   * Asks for a name that confirms a change.
   *
   * @param what the change, as in "removes 2 members"
   */
  static Question confirmation(String what, String name, Consumer<Question> confirmed) {
    return new Question(
        "Are you sure?",
        List.of("This " + what + ". Type " + name + " to confirm."),
        " ",
        "",
        question -> {
          if (question.answer().equals(name)) {
            confirmed.accept(question);
          } else {
            question.refuse("the name doesn't match");
          }
        });
  }

  /** Returns the name of an organization in quotes, safe for a title. */
  static String quoted(Organization organization) {
    return "'" + SafeText.of(organization.name()) + "'";
  }

  static String members(Count count) {
    return count.text() + " " + Numbers.noun(count.number(), "member");
  }

  static String members(int count) {
    return count + " " + Numbers.noun(count, "member");
  }

  /** Returns the first of these rows, a line for each, and how many there are besides. */
  static List<String> names(Collection<Row> rows) {
    List<String> names = new ArrayList<>();
    rows.stream().limit(NAMES_SHOWN).forEach(row -> names.add(row.id() + "  " + row.name()));
    if (rows.size() > NAMES_SHOWN) {
      names.add("and " + (rows.size() - NAMES_SHOWN) + " more");
    }
    return names;
  }
}
