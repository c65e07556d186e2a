import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what a terminal showed (stdin) into an SVG of it (stdout): a screen on which one section
 * comes after the other, as they did, and then all again. Where nothing moves, it shows the end.
 */
final class Picture {

  private static final int COLUMNS = 100;
  private static final int ROWS = 36;
  private static final int SECONDS_PER_SECTION = 6;
  private static final double CHARACTER = 7.8;
  private static final int LINE = 18;
  private static final int MARGIN = 16;

  private static final Pattern SECTION = Pattern.compile("\n(?=\n(\u001b\\[1m)?# )");
  private static final Pattern STYLE = Pattern.compile("\u001b\\[([0-9;]*)m");

  /** The demo's schema has another name each time. */
  private static final Pattern SCHEMA = Pattern.compile("orgs_demo_[0-9a-f]{12}");

  private static final String HEAD =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" xml:space="preserve" role="img" \
      aria-label="The walkthrough of orgs demo, every command with its SQL and its rows">
      <style>
      .screen { fill: #ffffff; stroke: #d0d7de }
      text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; \
      fill: #1f2328; white-space: pre }
      .bold { font-weight: bold }
      .dim { fill: #6e7781 }
      .cyan { fill: #0a6b80 }
      .red { fill: #cf222e }
      @media (prefers-color-scheme: dark) {
        .screen { fill: #0d1117; stroke: #30363d }
        text { fill: #e6edf3 }
        .dim { fill: #8b949e }
        .cyan { fill: #56d4dd }
        .red { fill: #ff7b72 }
      }
      @keyframes sections {
      %6$s}
      .sections { animation: sections %8$ds step-end infinite }
      @media (prefers-reduced-motion) { .sections { animation: none } }
      </style>
      <clipPath id="screen"><rect x="0" y="%5$d" width="%1$d" height="%9$d"/></clipPath>
      <rect class="screen" x="0.5" y="0.5" width="%3$d" height="%4$d" rx="6"/>
      <g clip-path="url(#screen)">
      <g class="sections" transform="translate(0 %7$d)">
      """;

  private Picture() {}

  /** A part of a line, and how it is shown. */
  private record Part(String style, String text) {}

  public static void main(String[] args) throws IOException {
    String shown = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    String stable = SCHEMA.matcher(shown).replaceAll("orgs_demo_5f0c2a71d9e3").replace("\r", "");
    List<List<Part>> lines = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (String section : SECTION.split(stable.strip())) {
      if (!lines.isEmpty()) {
        lines.add(List.of());
      }
      lines.addAll(lines(section));
      ends.add(lines.size());
    }
    try (PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8)) {
      out.print(head(ends));
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isEmpty()) {
          out.println(text(lines.get(i), MARGIN + i * LINE + 13));
        }
      }
      out.println("</g>\n</g>\n</svg>");
    }
  }

  /** Each section's last line is in turn the last one of the screen. */
  private static String head(List<Integer> ends) {
    StringBuilder frames = new StringBuilder();
    for (int i = 0; i < ends.size(); i++) {
      frames.append(
          "  %.2f%% { transform: translateY(%dpx) }\n"
              .formatted(100.0 * i / ends.size(), up(ends.get(i))));
    }
    int width = (int) (COLUMNS * CHARACTER) + 2 * MARGIN;
    int height = ROWS * LINE + 2 * MARGIN;
    return HEAD.formatted(
        width,
        height,
        width - 1,
        height - 1,
        MARGIN,
        frames,
        up(ends.get(ends.size() - 1)),
        ends.size() * SECONDS_PER_SECTION,
        ROWS * LINE);
  }

  private static int up(int end) {
    return (ROWS - end) * LINE;
  }

  private static List<List<Part>> lines(String shown) {
    List<List<Part>> lines = new ArrayList<>();
    String style = "";
    for (String line : shown.strip().split("\n")) {
      List<Part> parts = new ArrayList<>();
      int column = 0;
      int done = 0;
      Matcher matcher = STYLE.matcher(line);
      boolean more = true;
      while (more) {
        more = matcher.find();
        String rest = line.substring(done, more ? matcher.start() : line.length());
        while (!rest.isEmpty()) {
          int fits = Math.min(rest.length(), COLUMNS - column);
          if (fits > 0) {
            parts.add(new Part(style, rest.substring(0, fits)));
          }
          column += fits;
          rest = rest.substring(fits);
          if (!rest.isEmpty()) {
            lines.add(parts);
            parts = new ArrayList<>();
            column = 0;
          }
        }
        if (more) {
          style = style(style, matcher.group(1));
          done = matcher.end();
        }
      }
      lines.add(parts);
    }
    return lines;
  }

  private static String style(String before, String codes) {
    String style = before;
    for (String code : codes.split(";")) {
      style =
          switch (code) {
            case "1" -> style + " bold";
            case "2" -> style + " dim";
            case "31" -> style + " red";
            case "36" -> style + " cyan";
            default -> "";
          };
    }
    return style.strip();
  }

  private static String text(List<Part> parts, int y) {
    StringBuilder text = new StringBuilder("<text x=\"" + MARGIN + "\" y=\"" + y + "\">");
    for (Part part : parts) {
      String content = part.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      text.append(
          part.style().isEmpty()
              ? content
              : "<tspan class=\"" + part.style() + "\">" + content + "</tspan>");
    }
    return text.append("</text>").toString();
  }
}
