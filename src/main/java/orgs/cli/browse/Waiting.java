package orgs.cli.browse;

import java.util.List;
import orgs.cli.browse.terminal.Key;
import orgs.cli.browse.terminal.Tty;

/**
 * Says that a change is under way. It takes every key; two of them stop the change.
 *
 * @param what the change: "removing"
 */
record Waiting(String what) implements Overlay {

  @Override
  public Outcome press(Key key, String text, int height) {
    return key == Key.INTERRUPT || key == Key.ESCAPE ? Outcome.STOP : Outcome.NONE;
  }

  @Override
  public Tty.Frame lines(ScreenText screenText, int height) {
    return Tty.Frame.withoutCursor(
        List.of(
            screenText.line("", ScreenText.PLAIN),
            screenText.line(" " + what + "…", ScreenText.BOLD)));
  }

  @Override
  public String keys() {
    return "Ctrl-C stops it";
  }
}
