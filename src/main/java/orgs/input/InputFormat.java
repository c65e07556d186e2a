package orgs.input;

import java.util.Locale;

/** What a file of rows looks like. */
public enum InputFormat {
  /** One value a line, taken as it is. */
  LINES,
  /** RFC 4180, with a header unless an option decides. */
  CSV,
  /** PostgreSQL's COPY text format, without a header unless an option decides. */
  TSV,
  /** A JSON array, each element on a line of its own. */
  JSON,
  /** One JSON object a line. */
  JSONL;

  /** Whether its first record may hold the columns' names. */
  public boolean mayHaveHeader() {
    return this == CSV || this == TSV;
  }

  /**
   * The format that a file's name declares, {@code .gz} aside, or null. A {@code .txt} may be
   * anything.
   */
  public static InputFormat ofName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "csv" -> CSV;
      case "tsv", "tab" -> TSV;
      case "json" -> JSON;
      case "jsonl", "ndjson" -> JSONL;
      case "lines" -> LINES;
      default -> null;
    };
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
