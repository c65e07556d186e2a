package orgs.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import orgs.input.text.Binary;
import orgs.input.text.Encodings;
import orgs.input.text.FirstLine;
import orgs.input.text.InputException;

/**
 * Decides what a file is: by the options, by its name, by its first bytes and by its first line.
 * Where this leaves a doubt the file is refused, with the option that decides. The table in {@code
 * docs/scripting.md} describes this in words.
 */
public final class FileType {

  private static final Pattern MEMBER = Pattern.compile("[0-9]{1,19}\t[^\t]*");
  private static final Pattern QUOTED_ROW = Pattern.compile("\"[^\"\t]*\"(?:\t\"[^\"\t]*\")+");
  private static final Pattern OBJECT = Pattern.compile("\\{\\s*\"");
  private static final Pattern ARRAY = Pattern.compile("\\[\\s*([\\]{]|\\z)");

  /** Endings of the names of files that aren't read, whatever the first line looks like. */
  private static final Set<String> UNREAD =
      Set.of(
          "xml", "html", "htm", "xhtml", "yaml", "yml", "toml", "ini", "conf", "sql", "dump", "md",
          "orgs", "sh", "py", "js", "log", "ldif", "vcf", "eml", "xls", "xlsx", "ods", "pdf", "doc",
          "docx", "zip", "tar", "tgz", "bz2", "xz", "zst", "7z", "rar", "db", "sqlite", "parquet");

  private FileType() {}

  /**
   * The text of a file, in UTF-8. Waits for its first line.
   *
   * @param encoding the one that it is said to have, or null where its byte order mark decides, and
   *     UTF-8 is meant without one
   * @throws InputException when it is no text, or in another encoding; later, from the stream, for
   *     the first bytes that aren't text in that encoding
   */
  public static FirstLine text(InputStream content, Charset encoding) throws IOException {
    FirstLine bytes = FirstLine.of(content);
    Binary.refuse(bytes.head(), bytes.length());
    InputStream utf8 = Encodings.toUtf8(bytes.content(), encoding);
    FirstLine text = FirstLine.of(utf8);
    Encodings.requireUtf8(text.head(), text.length(), text.end());
    return text;
  }

  /**
   * The text of a file of rows, as {@link #text} gives it.
   *
   * @throws InputException also for a NUL character in the first line, of which other encodings and
   *     unknown archives have many; elsewhere it makes a bad line
   */
  public static FirstLine rows(InputStream content, Charset encoding) throws IOException {
    FirstLine first = text(content, encoding);
    if (first.text().indexOf(0) >= 0) {
      throw new InputException(
          "has a NUL character in its first line, and is no text in UTF-8",
          "--encoding NAME reads another encoding, such as UTF-16LE");
    }
    return first;
  }

  /**
   * The format of a file for which no option states it.
   *
   * @param name the file's, or - for standard input
   * @param named the format that its name or another option declares; or null
   * @param fallback the format where nothing shows another one
   * @param columns those that are wanted from it
   * @throws InputException when the name and the first line contradict each other, or leave a doubt
   */
  public static InputFormat format(
      FirstLine first,
      String name,
      InputFormat named,
      InputFormat fallback,
      List<InputColumn> columns) {
    String line = first.text();
    InputFormat seen = seen(line.strip());
    if (named != null && seen != null && seen != named) {
      throw contradicts(seen.toString(), seen + " or --input-format ", name, named);
    }
    if (named == InputFormat.CSV || named == InputFormat.TSV && line.indexOf('\t') < 0) {
      LineLook look = LineLook.of(line);
      if (look != null && look.isForeignTo(named)) {
        throw contradicts(look.what(), "", name, named);
      }
    }
    if (named != null || seen != null && seen != InputFormat.TSV) {
      return named != null ? named : seen;
    }
    if (columns.size() > 1 && MEMBER.matcher(line).matches()) {
      throw new InputException(
          "begins like an export of members, whose ids would be organizations",
          "orgs members import reads it; --input-format tsv takes the numbers for names");
    }
    if (fallback == InputFormat.TSV && QUOTED_ROW.matcher(line).matches()) {
      throw new InputException(
          "begins with fields in quotes, which tsv takes for a part of them",
          "--input-format tsv takes them so, --input-format csv --delimiter '\\t' leaves them out");
    }
    String ending = ending(name);
    if (seen == null && UNREAD.contains(ending)) {
      throw new InputException(
          "is " + ending + " by its name, which isn't read",
          "--input-format lines, csv, tsv, json or jsonl says what it is in truth");
    }
    return seen == null ? fallback : seen;
  }

  private static InputException contradicts(
      String looks, String orSeen, String name, InputFormat named) {
    return new InputException(
        "begins like "
            + looks
            + (InputFormat.ofName(name) == null
                ? ", and --delimiter is for csv"
                : ", and its name says " + named),
        "--input-format " + orSeen + named + " decides");
  }

  /**
   * The format that only such a file begins like, or null where anything may follow.
   *
   * @throws InputException when it is a table for reading, which can't be split into names again
   */
  private static InputFormat seen(String line) {
    if (isHeader(line, " {2,}") || isHeader(line.replaceAll("^\\| | \\|$", ""), " \\| ")) {
      throw new InputException(
          "is a table for reading, and names can't be told from it",
          "export with --format tsv, csv or jsonl");
    }
    if (isHeader(line, ",") || isHeader(line, ";") || DelimiterLine.in(line) != null) {
      return InputFormat.CSV;
    }
    if (OBJECT.matcher(line).lookingAt()) {
      return InputFormat.JSONL;
    }
    if (ARRAY.matcher(line).lookingAt()) {
      return InputFormat.JSON;
    }
    return MEMBER.matcher(line).matches() ? InputFormat.TSV : null;
  }

  private static boolean isHeader(String line, String separator) {
    List<String> names = List.of(line.split(separator));
    return names.size() > 1 && OtherContent.isOurs(names);
  }

  private static String ending(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    return lower.substring(lower.lastIndexOf('.') + 1);
  }
}
