package orgs.cli.browse;

import java.util.List;
import orgs.cli.browse.TextPage.Entry;

/** The page that explains the keys. */
final class Help {

  private static final List<Entry> KEYS =
      List.of(
          new Entry(
              "type", "show the names with this text in them; a capital letter makes case count"),
          new Entry("/", "the same, and spaces belong to the text, until Enter"),
          new Entry("Backspace", "take the last letter back; Ctrl-U all, Ctrl-W a word"),
          new Entry("Up Down", "a row"),
          new Entry("PgUp PgDn", "a screenful"),
          new Entry("Home End", "the first row, the last row"),
          new Entry("Space", "mark a row, or no longer"),
          new Entry("Enter", "details; Enter again chooses the row and leaves"),
          new Entry("Tab", "from an organization to its members, and back"),
          new Entry("Ctrl-N", "add (also Insert)"),
          new Entry("Ctrl-R", "rename (also F2)"),
          new Entry("Ctrl-T", "move marked members to another organization (also F6)"),
          new Entry("Ctrl-X", "remove what is marked, or the row (also Delete)"),
          new Entry("Ctrl-L", "draw the screen again"),
          new Entry("Esc", "leave; what is marked is printed"),
          new Entry("Ctrl-C", "leave and print nothing"));

  private Help() {}

  static TextPage page() {
    return new TextPage("Keys", KEYS, null);
  }
}
