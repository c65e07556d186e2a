package orgs.cli.browse;

import java.util.ArrayList;
import java.util.List;

/** Text to read: the help, or details of a row. */
final class TextPage implements Overlay {

  final String title;
  final List<Entry> entries;

  /** What is chosen by Enter, or null. */
  final Row chosen;

  /** The first line that is shown. */
  int top;

  /** A line: a term and what is said of it. */
  record Entry(String term, String text) {}

  TextPage(String title, List<Entry> entries, Row chosen) {
    this.title = title;
    this.entries = new ArrayList<>(entries);
    this.chosen = chosen;
  }
}
