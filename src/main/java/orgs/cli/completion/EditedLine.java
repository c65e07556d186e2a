package orgs.cli.completion;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;

/** A command as it is typed into a line editor, for which a word is completed. */
public final class EditedLine implements CompletingParsedLine {

  private final String text;
  private final int cursor;
  private final BashLine beginning;

  /**
   * Reads a text.
   *
   * @param start where the command begins that the cursor is in
   */
  public EditedLine(String text, int start, int cursor) {
    this.text = text;
    this.cursor = cursor;
    this.beginning = new BashLine(text.substring(start, cursor), "");
  }

  /** The words before the one at the cursor. */
  List<String> before() {
    return beginning.before();
  }

  @Override
  public String word() {
    return beginning.current();
  }

  @Override
  public int wordCursor() {
    return word().length();
  }

  @Override
  public int wordIndex() {
    return before().size();
  }

  @Override
  public List<String> words() {
    List<String> words = new ArrayList<>(before());
    words.add(word());
    return words;
  }

  @Override
  public String line() {
    return text;
  }

  @Override
  public int cursor() {
    return cursor;
  }

  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    return beginning.whole(candidate.toString(), complete);
  }

  @Override
  public int rawWordCursor() {
    return beginning.currentLength();
  }

  @Override
  public int rawWordLength() {
    return beginning.currentLength();
  }
}
