package orgs.cli.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import orgs.cli.syntax.CliException;
import orgs.output.Format;

/** The format that a file's name asks for: {@code rows.csv.gz} is CSV, and compressed. */
public final class OutputName {

  static final String OUTPUT = "--output";

  private static final String PACKED = ".gz";

  /** Names of formats, as other programs call them too, and the format that is meant. */
  private static final Map<String, Format> FORMATS =
      Map.ofEntries(
          Map.entry("table", Format.TABLE),
          Map.entry("csv", Format.CSV),
          Map.entry("tsv", Format.TSV),
          Map.entry("tab", Format.TSV),
          Map.entry("json", Format.JSON),
          Map.entry("jsonl", Format.JSONL),
          Map.entry("ndjson", Format.JSONL),
          Map.entry("jsonlines", Format.JSONL),
          Map.entry("md", Format.MD),
          Map.entry("markdown", Format.MD),
          Map.entry("id", Format.ID));

  private static final Set<String> SPREADSHEETS =
      Set.of("xlsx", "xlsm", "xlsb", "xls", "ods", "fods");

  private static final Set<String> DATA =
      Set.of(
          "yaml",
          "yml",
          "toml",
          "xml",
          "json5",
          "parquet",
          "avro",
          "orc",
          "arrow",
          "feather",
          "msgpack",
          "cbor",
          "bson",
          "protobuf",
          "pb",
          "sqlite",
          "sqlite3",
          "db",
          "mdb",
          "dbf");

  private static final Set<String> DOCUMENTS =
      Set.of(
          "html",
          "htm",
          "xhtml",
          "pdf",
          "doc",
          "docx",
          "odt",
          "rtf",
          "tex",
          "adoc",
          "asciidoc",
          "markdown",
          "mdown",
          "mkd",
          "rst");

  private static final Set<String> SQL = Set.of("sql");

  private static final Set<String> ARCHIVES =
      Set.of(
          "zip", "7z", "rar", "tar", "tgz", "tbz2", "txz", "bz2", "xz", "lzma", "zst", "zstd",
          "lz4");

  /** Endings that have no other meaning, by which a file may be called. */
  private static final Set<String> ALONE =
      Set.of(
          "xlsx", "xlsm", "xls", "ods", "yaml", "yml", "toml", "xml", "parquet", "avro", "sqlite",
          "html", "pdf", "docx", "sql", "zip", "lines");

  /** A format that members import reads, and no command writes. */
  private static final String LINES = "lines";

  private OutputName() {}

  /**
   * Refuses a name that asks for something that isn't written there.
   *
   * @param option that names it
   * @param formatGiven whether an option says the format of the rows
   */
  public static void check(String option, Path file, boolean formatGiven) {
    boolean bare = file.getNameCount() == 1 && !file.isAbsolute();
    String name = lowerCase(file);
    if (bare && name.equals("-")) {
      throw CliException.usage(
          option + " can't be standard output", "name a file; ./- is a file of that name");
    }
    if (bare && FORMATS.containsKey(name)) {
      throw CliException.usage(
          name + " is a format, and " + option + " names a file",
          (option.equals(OUTPUT) ? "--format " + FORMATS.get(name) + " prints it" : "name a file")
              + "; ./"
              + file
              + " is a file of that name");
    }
    String ending = bare && ALONE.contains(name) ? name : ending(name);
    if (ARCHIVES.contains(ending)) {
      throw unwritten(file, ending, "a name such as rows.csv.gz is compressed");
    }
    switch (option) {
      case OUTPUT -> {
        if (!formatGiven) {
          requireRows(file, ending);
        }
      }
      case "--backup" -> requireBackup(ending);
      default -> requireText(file, ending);
    }
  }

  private static void requireRows(Path file, String ending) {
    if (SPREADSHEETS.contains(ending)) {
      throw unwritten(
          file, ending, "--spreadsheet, with a name that ends in .csv, is for spreadsheets");
    }
    if (DATA.contains(ending)) {
      throw unwritten(file, ending, "--format json or csv is for other programs");
    }
    if (DOCUMENTS.contains(ending)) {
      throw unwritten(file, ending, "--format md is a table of Markdown");
    }
    if (SQL.contains(ending)) {
      throw unwritten(
          file,
          ending,
          "orgs backup writes what orgs restore reads; pg_dump \"$(orgs db url)\" SQL");
    }
    if (ending.equals(LINES)) {
      throw unwritten(file, ending, "--format tsv --columns member_name is the nearest to it");
    }
  }

  private static void requireBackup(String ending) {
    boolean other = FORMATS.getOrDefault(ending, Format.JSONL) != Format.JSONL;
    if (other || isForeign(ending)) {
      throw CliException.usage(
          "a backup is JSON Lines, not " + ending, "name the file .jsonl or .jsonl.gz");
    }
  }

  private static void requireText(Path file, String ending) {
    if (isForeign(ending)) {
      throw unwritten(file, ending, "bad lines are text: name the file .txt");
    }
  }

  private static boolean isForeign(String ending) {
    return Stream.of(SPREADSHEETS, DATA, DOCUMENTS, SQL).anyMatch(all -> all.contains(ending));
  }

  private static CliException unwritten(Path file, String ending, String hint) {
    return CliException.usage(file + ": orgs doesn't write " + ending, hint);
  }

  /** The format that the name asks for, or null. */
  public static Format format(Path file) {
    return switch (ending(lowerCase(file))) {
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

  /** The part after the last dot, except that of .gz; empty if there is none. */
  private static String ending(String name) {
    String unpacked =
        name.endsWith(PACKED) ? name.substring(0, name.length() - PACKED.length()) : name;
    int dot = unpacked.lastIndexOf('.');
    return dot < 0 ? "" : unpacked.substring(dot + 1);
  }

  private static String lowerCase(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }
}
