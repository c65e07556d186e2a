package orgs.cli.console;

/** The colours of text on stderr, if they are wanted; the text itself has to be safe. */
public record Style(boolean colored) {

  private static final String BOLD = "1";
  private static final String DIM = "2";
  private static final String BOLD_RED = "1;31";
  private static final String CYAN = "36";

  public String heading(String text) {
    return in(BOLD, text);
  }

  public String dim(String text) {
    return in(DIM, text);
  }

  public String error(String text) {
    return in(BOLD_RED, text);
  }

  public String statement(String text) {
    return in(CYAN, text);
  }

  private String in(String codes, String text) {
    return colored ? "\u001b[" + codes + "m" + text + "\u001b[0m" : text;
  }
}
