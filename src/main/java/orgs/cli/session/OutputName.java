package orgs.cli.session;

import java.nio.file.Path;
import java.util.Locale;
import orgs.output.Format;

/** What a file's name asks for: {@code rows.csv.gz} is CSV, and packed. */
public final class OutputName {

  private static final String PACKED = ".gz";

  private OutputName() {}

  /** The format that it asks for, or null. */
  static Format format(Path file) {
    String name = lowerCase(file);
    if (isPacked(file)) {
      name = name.substring(0, name.length() - PACKED.length());
    }
    int dot = name.lastIndexOf('.');
    return switch (dot < 0 ? "" : name.substring(dot + 1)) {
      case "csv" -> Format.CSV;
      case "tsv", "tab" -> Format.TSV;
      case "json" -> Format.JSON;
      case "jsonl", "ndjson" -> Format.JSONL;
      case "md" -> Format.MD;
      default -> null;
    };
  }

  public static boolean isPacked(Path file) {
    return lowerCase(file).endsWith(PACKED);
  }

  private static String lowerCase(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }
}
