package orgs.cli.browse.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * A shell that waits for this process to end, and restores the terminal if the process was killed
 * and could not do so itself. It restores the modes only while they are still ours: the user's
 * shell may have been quicker.
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
   * Starts the shell, which keeps the modes that the terminal has now.
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

  /** Informs the shell that the modes of the terminal are ours from now on. */
  void modesAreSet() {
    send("begun\n");
  }

  /** Informs the shell that the terminal was restored, which ends it. */
  void end() {
    send("ended\n");
  }

  private void send(String line) {
    try {
      OutputStream in = process.getOutputStream();
      in.write(line.getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      // The shell was ended by another process.
      return;
    }
  }
}
