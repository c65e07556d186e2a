import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.ScreenTerminal;

/**
 * Runs a program at a terminal (by {@code script} of util-linux), types keys, and writes an SVG of
 * what its screen showed (stdout): one screen after the other, and then all again. Where nothing
 * moves, it shows the one before the last.
 *
 * <p>Arguments: the program's command for sh, and then the keys of each step.
 */
final class Screens {

  private static final int COLUMNS = 80;
  private static final int ROWS = 24;
  private static final double SECONDS_PER_SCREEN = 1.6;
  private static final double CHARACTER = 7.8;
  private static final int LINE = 18;
  private static final int MARGIN = 16;

  /** A screen is complete when nothing has been drawn for so long. */
  private static final int QUIET_MILLIS = 1_500;

  private static final String HEAD =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" xml:space="preserve" \
      role="img" aria-label="A session of orgs browse: a search while it is typed, marks and details">
      <style>
      .screen { fill: #ffffff; stroke: #d0d7de }
      text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; \
      fill: #1f2328; white-space: pre }
      .bold { font-weight: bold }
      .dim { fill: #6e7781 }
      .cyan { fill: #0a6b80 }
      .red { fill: #cf222e }
      .bar { fill: #1f2328 }
      .inverse { fill: #ffffff }
      @media (prefers-color-scheme: dark) {
        .screen { fill: #0d1117; stroke: #30363d }
        text { fill: #e6edf3 }
        .dim { fill: #8b949e }
        .cyan { fill: #56d4dd }
        .red { fill: #ff7b72 }
        .bar { fill: #e6edf3 }
        .inverse { fill: #0d1117 }
      }
      @keyframes screens {
      %3$s}
      .screens { animation: screens %4$.1fs step-end infinite }
      @media (prefers-reduced-motion) { .screens { animation: none } }
      </style>
      <clipPath id="screen"><rect x="0" y="%5$d" width="%1$d" height="%6$d"/></clipPath>
      <rect class="screen" x="0.5" y="0.5" width="%7$d" height="%8$d" rx="6"/>
      <g clip-path="url(#screen)">
      <g class="screens" transform="translate(0 %9$d)">
      """;

  private static final ScreenTerminal EMULATOR = new ScreenTerminal(COLUMNS, ROWS);
  private static volatile long drawn = System.nanoTime();

  private Screens() {}

  public static void main(String[] args) throws Exception {
    Process program =
        new ProcessBuilder(
                "script",
                "--quiet",
                "--flush",
                "--command",
                "stty cols " + COLUMNS + " rows " + ROWS + "; exec " + args[0],
                "/dev/null")
            .start();
    Thread reader = new Thread(() -> read(program.getInputStream()));
    reader.setDaemon(true);
    reader.start();
    List<long[]> screens = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (i > 0) {
        program.getOutputStream().write(args[i].getBytes(StandardCharsets.UTF_8));
        program.getOutputStream().flush();
        drawn = System.nanoTime();
      } else {
        // Java has to start.
        Thread.sleep(5_000);
      }
      while (System.nanoTime() - drawn < QUIET_MILLIS * 1_000_000L) {
        Thread.sleep(50);
      }
      long[] cells = new long[COLUMNS * ROWS];
      EMULATOR.dump(cells, new int[2]);
      screens.add(cells);
    }
    program.toHandle().destroy();
    program.waitFor();
    try (PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8)) {
      out.print(head(screens.size()));
      for (int screen = 0; screen < screens.size(); screen++) {
        for (int row = 0; row < ROWS; row++) {
          out.print(line(screens.get(screen), row, MARGIN + (screen * ROWS + row) * LINE));
        }
      }
      out.println("</g>\n</g>\n</svg>");
    }
  }

  private static void read(InputStream shown) {
    try (Reader reader = new InputStreamReader(shown, StandardCharsets.UTF_8)) {
      char[] buffer = new char[4096];
      for (int length; (length = reader.read(buffer)) >= 0; ) {
        EMULATOR.write(new String(buffer, 0, length));
        drawn = System.nanoTime();
      }
    } catch (IOException e) {
      // It has ended.
      return;
    }
  }

  private static String head(int count) {
    StringBuilder frames = new StringBuilder();
    for (int i = 0; i < count; i++) {
      frames.append(
          "  %.2f%% { transform: translateY(%dpx) }\n"
              .formatted(100.0 * i / count, -i * ROWS * LINE));
    }
    int width = (int) (COLUMNS * CHARACTER) + 2 * MARGIN;
    int height = ROWS * LINE + 2 * MARGIN;
    return HEAD.formatted(
        width,
        height,
        frames,
        count * SECONDS_PER_SCREEN,
        MARGIN,
        ROWS * LINE,
        width - 1,
        height - 1,
        -Math.max(0, count - 2) * ROWS * LINE);
  }

  /** A line of a screen, in parts of one style each. */
  private static String line(long[] cells, int row, int y) {
    StringBuilder line = new StringBuilder();
    int from = 0;
    while (from < COLUMNS) {
      String style = style(cells[row * COLUMNS + from]);
      StringBuilder text = new StringBuilder();
      int to = from;
      while (to < COLUMNS && style(cells[row * COLUMNS + to]).equals(style)) {
        int character = ScreenTerminal.cellCodePoint(cells[row * COLUMNS + to]);
        if (character != 0) {
          text.appendCodePoint(character);
        }
        to++;
      }
      String content =
          text.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      double x = MARGIN + from * CHARACTER;
      if (style.equals("inverse")) {
        line.append(
            "<rect class=\"bar\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n"
                .formatted(x, y, (to - from) * CHARACTER, LINE));
      }
      if (!content.isBlank()) {
        line.append(
            "<text x=\"%.1f\" y=\"%d\"%s>%s</text>\n"
                .formatted(
                    x,
                    y + 13,
                    style.isEmpty() ? "" : " class=\"" + style + "\"",
                    content.stripTrailing()));
      }
      from = to;
    }
    return line.toString();
  }

  private static String style(long cell) {
    if (ScreenTerminal.cellInverse(cell)) {
      return "inverse";
    }
    String style = ScreenTerminal.cellBold(cell) ? "bold" : "";
    if (ScreenTerminal.cellDim(cell)) {
      style += " dim";
    }
    if (ScreenTerminal.cellHasForeground(cell)) {
      int rgb = ScreenTerminal.cellColorRgb(ScreenTerminal.cellForeground(cell));
      style += (rgb >> 16 & 0xff) > (rgb & 0xff) ? " red" : " cyan";
    }
    return style.strip();
  }
}
