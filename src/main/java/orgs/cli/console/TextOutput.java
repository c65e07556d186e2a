package orgs.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import orgs.output.IoAction;

/** Output of text that isn't rows, such as help. It is UTF-8, whatever the locale. */
public final class TextOutput {

  private TextOutput() {}

  /** A writer that throws {@link OutputException}, where others hide that text isn't written. */
  public static PrintWriter to(OutputStream out) {
    OutputStream watched = ClosedPipe.watch(out, () -> {});
    return new PrintWriter(
        new OutputStreamWriter(
            new FilterOutputStream(watched) {
              @Override
              public void write(byte[] bytes, int offset, int length) {
                attempt(() -> watched.write(bytes, offset, length));
              }

              @Override
              public void flush() {
                attempt(watched::flush);
              }
            },
            StandardCharsets.UTF_8),
        true);
  }

  private static void attempt(IoAction writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }
}
