package orgs.cli.browse;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * A shell that waits for this process to end, and gives the terminal back if it was killed and
 * could not do so itself. The modes are set only while they are ours: the user's shell may have
 * been quicker.
 */
final class Guard {

  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM TSTP TTOU
      device=$1 leave=$2
      before=$(stty -g <"$device") || exit
      echo
      read -r begun
      ours=$(stty -g <"$device") || exit
      read -r ended && exit
      printf %s "$leave" >"$device"
      [ "$(stty -g <"$device")" != "$ours" ] || stty "$before" <"$device"
      """;

  private final Process process;

  private Guard(Process process) {
    this.process = process;
  }

  /**
   * Begins. The modes are kept that the terminal has now.
   *
   * @param leave what is written to the terminal in the end
   */
  static Guard begin(String device, String leave) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", SCRIPT, "orgs", device, leave)
            .redirectError(Redirect.DISCARD)
            .start();
    process.getInputStream().read();
    return new Guard(process);
  }

  /** The modes of the terminal are ours from here on. */
  void modesAreSet() {
    tell("begun\n");
  }

  /** It was given back. */
  void end() {
    tell("ended\n");
  }

  private void tell(String line) {
    try {
      OutputStream in = process.getOutputStream();
      in.write(line.getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      // Somebody ended it.
      return;
    }
  }
}
