package orgs.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Files of every kind that the table in {@code docs/scripting.md} names. */
public final class FileExamples {

  /** Stands for a backup, which has to be made. */
  public static final byte[] BACKUP = {};

  private static final Map<String, List<Example>> ALL = new LinkedHashMap<>();

  /**
   * One file.
   *
   * @param name its name, or - for standard input
   * @param bytes what is in it, or null
   * @param change what is done to a file that fits the command, where there are no bytes
   */
  public record Example(String name, byte[] bytes, UnaryOperator<byte[]> change) {

    /** What is in it; null where that depends on the command. */
    public byte[] fit() {
      return bytes;
    }

    @Override
    public String toString() {
      return name
          + (bytes == null ? "" : " with " + new String(bytes, StandardCharsets.ISO_8859_1));
    }
  }

  private FileExamples() {}

  /** What the first column of the table says. */
  public static Set<String> kinds() {
    return ALL.keySet();
  }

  public static List<Example> of(String kind) {
    return ALL.get(kind);
  }

  private static void changed(String kind, List<UnaryOperator<byte[]>> changes) {
    ALL.put(kind, changes.stream().map(change -> new Example("a", null, change)).toList());
  }

  private static void texts(String kind, String... namesAndTexts) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      byte[] bytes = namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8);
      examples.add(new Example(namesAndTexts[i], bytes, null));
    }
    ALL.put(kind, examples);
  }

  /** The same name for all. */
  private static void named(String name, String kind, String... texts) {
    texts(
        kind, Arrays.stream(texts).flatMap(t -> List.of(name, t).stream()).toArray(String[]::new));
  }

  private static UnaryOperator<byte[]> text(Function<String, String> change) {
    return bytes ->
        change.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  private static UnaryOperator<byte[]> encoded(String before, String charset) {
    return bytes ->
        (before + new String(bytes, StandardCharsets.UTF_8)).getBytes(Charset.forName(charset));
  }

  private static UnaryOperator<byte[]> packed(int zeros) {
    return bytes -> {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      packed.writeBytes(new byte[zeros]);
      return packed.toByteArray();
    };
  }

  private static Example begins(String name, String latin1) {
    return new Example(name, (latin1 + "\nann\nbob\n").getBytes(StandardCharsets.ISO_8859_1), null);
  }

  static {
    changed(
        "lines that end with CR LF, CR CR LF or CR",
        List.of(
            text(t -> t.replace("\n", "\r\n")),
            text(t -> t.replace("\n", "\r\r\n")),
            text(t -> t.replace('\n', '\r'))));
    changed(
        "a line end within a line that isn't the one of the first line",
        List.of(
            text(t -> t.replaceFirst("\n", "\r")),
            text(t -> t.replaceFirst("(\n.*)\n", "$1\r")),
            text(t -> t.replace("\n", "\r\n").replaceFirst("(\n.*)\r\n", "$1\r"))));
    changed("a byte order mark of UTF-8 at its beginning", List.of(text(t -> "\ufeff" + t)));
    changed(
        "a byte order mark at the beginning of another line",
        List.of(text(t -> t.replaceFirst("\n(?=.)", "\n\ufeff")), text(t -> "\ufeff\ufeff" + t)));
    changed(
        "UTF-16 or UTF-32 with a byte order mark",
        List.of(
            encoded("\ufeff", "UTF-16LE"),
            encoded("\ufeff", "UTF-16BE"),
            encoded("\ufeff", "UTF-32LE"),
            encoded("\ufeff", "UTF-32BE")));
    changed(
        "UTF-16 or UTF-32 without one",
        List.of(
            encoded("", "UTF-16LE"),
            encoded("", "UTF-16BE"),
            encoded("", "UTF-32LE"),
            encoded("", "UTF-32BE")));
    changed(
        "packed by gzip, also with zeros after it",
        List.of(
            packed(0),
            packed(1),
            packed(512),
            bytes -> {
              byte[] first = packed(0).apply(Arrays.copyOf(bytes, 5));
              byte[] second = packed(0).apply(Arrays.copyOfRange(bytes, 5, bytes.length));
              byte[] both = Arrays.copyOf(first, first.length + second.length);
              System.arraycopy(second, 0, both, first.length, second.length);
              return both;
            }));
    ALL.put(
        "another archive, a document, an image, a database",
        List.of(
            begins("a.csv", "PK\u0003\u0004\u0014\0\0\0\u0008\0"),
            begins("a.lines", "PK\u0003\u0004\n\0\0\0"),
            begins("a.txt", "PK\u0005\u0006" + "\0".repeat(18)),
            begins("-", "BZh91AY&SY\u0001"),
            begins("a.csv", "\u00fd7zXZ\0\0\u0004"),
            begins("a.jsonl", "(\u00b5/\u00fd\u0004"),
            begins("a.csv.gz", "7z\u00bc\u00af'\u001c"),
            begins("-", "%PDF-1.7"),
            begins("a.tsv", "SQLite format 3\0\u0010"),
            begins("a.csv", "PAR1\u0015\u0004"),
            begins("-", "PGDMP\u0001\u000e"),
            begins("a.txt", "names.txt" + "\0".repeat(248) + "ustar\00000"),
            begins("a.json", "\u0089PNG\r\n\u001a"),
            begins("-", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1\0"),
            begins("a.lines", "an\0n")));
    named("a.csv", "nothing", "");
    ALL.put(
        "a backup",
        List.of(new Example("a.jsonl", BACKUP, null), new Example("a.txt", BACKUP, null)));
    texts(
        "a table for reading, or in Markdown",
        "-",
        "member_id  member_name\n---------  -----------\n        1  ann\n",
        "a.txt",
        "change  member_id  member_name\n------  ---------  -----------\nadd  ann\n",
        "a",
        "| member_id | member_name |\n| ---: | --- |\n| 1 | ann |\n");
    texts(
        "a report: rows of `diff`, `sync` or `duplicates`",
        "a.csv",
        "change,member_id,member_name\nremove,1,ann\nadd,,zoe\n",
        "-",
        "change,org,member_id,member_name\nremove,acme,1,ann\n",
        "a.jsonl",
        "{\"change\":\"remove\",\"member_id\":1,\"member_name\":\"ann\"}\n",
        "a.json",
        "[\n{\"change\":\"add\",\"member_id\":null,\"member_name\":\"zoe\"}\n]\n",
        "a.csv",
        "member_name,copies\nann,2\n",
        "-",
        "{\"member_name\":\"ann\",\"copies\":2}\n");
    texts(
        "the members of several organizations, where those of one are wanted",
        "a.csv",
        "org,member\nacme,ann\nother,bob\n",
        "-",
        "org_id,org_name,member_id,member_name\n1,acme,1,ann\n2,b,2,bob\n",
        "a.jsonl",
        "{\"org\":\"acme\",\"member\":\"ann\"}\n{\"org\":\"b\",\"member\":\"bob\"}\n");
    named(
        "a.csv",
        "`.csv` with a known column in its header",
        "name\nann\nbob\nzoe\n",
        " NAME \nann\nbob\nzoe\n",
        "\ufeffid,\u00a0Member_Name\u200b,x\n1,ann,\n2,bob,\n3,zoe,\n",
        "sep=|\nid|name\n1|ann\n2|bob\n3|zoe\n",
        "sep=;\r\nname\r\nann\r\nbob\r\nzoe\r\n",
        "\"sep=,\"\nx,name\n1,ann\n2,bob\n3,zoe\n \n\n",
        "id;name\n1;ann\n2;bob\n3;zoe\n\n\n");
    named(
        "a.csv",
        "`.csv` with one column, and a header that is no known name",
        "who\nann\nbob\nzoe\n",
        "Staff list\nann\nbob\nzoe\n");
    named(
        "a.csv",
        "`.csv` with other columns alone",
        "id,nome\n1,ann\n",
        "id;Full Name\n1;ann\n",
        "1|ann\n2|bob\n",
        "name|age\nann|5\n",
        "id\tnm\n1\tann\n",
        "name,Name\nann,bob\n".replace("name,", "NAME,"),
        "name,name\nann,bob\n");
    texts(
        "`.csv` or `.tsv` that begins like JSON or markup",
        "a.csv",
        "<!DOCTYPE html>\n<p>ann\n",
        "a.csv",
        "[\"ann\"]\n",
        "a.csv",
        "{\n",
        "a.csv",
        "null\n",
        "a.tsv",
        "<li>ann</li>\n",
        "a.tsv",
        "{\"message\":\"Bad credentials\"}\n",
        "a.csv",
        "-- PostgreSQL database dump\n");
    named(
        "a.tsv",
        "`.tsv` with a header",
        "name\nann\nbob\n",
        "member_id\tmember_name\n1\tann\n",
        "Id\tName\n1\tann\n",
        "user_name\nann\n");
    named(
        "a.json",
        "`.json` with each element on a line of its own",
        "[\n\"ann\",\n\"bob\",\n\"zoe\"\n]\n",
        "[\n{\"member_name\":\"ann\"},\n  {\"name\":\"bob\"},\n\"zoe\"\n]\n\n");
    named(
        "a.json",
        "`.json` of another shape",
        "[\"ann\",\"bob\"]\n",
        "\"ann\"\n",
        "null",
        "7\n",
        "{\n \"message\": \"Bad credentials\"\n}\n",
        "[\n  {\n    \"name\": \"ann\"\n  }\n]\n",
        "[\n\"ann\",\n",
        "ann\nbob\n");
    named(
        "a.lines",
        "`.lines` with anything but an export in it",
        "ann\nbob\nzoe\n",
        "ann\rbob\rzoe",
        "ann\nbob\nzoe\n\n \n");
    texts(
        "a name that speaks of something else, such as `.xml`, `.yaml` or `.sql`",
        "a.xml",
        "ann\nbob\n",
        "a.yaml",
        "ann\n",
        "a.YML",
        "ann\n",
        "a.sql",
        "ann\n",
        "a.html.gz",
        "ann\n",
        "a.xlsx",
        "ann\n");
    named(
        "-",
        "an export of members as csv, tsv, json or jsonl",
        "member_id,member_name\n1,ann\n2,bob\n9,zoe\n",
        "1\tann\n2\tbob\n9\tzoe\n",
        "[\n"
            + "{\"member_id\":1,\"member_name\":\"ann\"},\n"
            + "{\"member_id\":2,\"member_name\":\"bob\"},\n"
            + "{\"member_id\":9,\"member_name\":\"zoe\"}\n"
            + "]\n",
        "{\"member_name\":\"ann\"}\n\"bob\"\n{\"name\":\"zoe\"}\n");
    texts(
        "plain names, one on each line",
        "-",
        "ann\nbob\nzoe\n",
        "a.txt",
        "ann\nbob\nzoe",
        "names",
        "ann\nbob\nzoe\n\n\n");
    named(
        "-",
        "JSON of another shape",
        "{\n \"message\": \"Bad credentials\"\n}\n",
        "[\"ann\",\"bob\"]\n",
        "null\n",
        "true\n",
        "{}\n",
        "[1,2]\n",
        "ann\n{\"name\":\"bob\"}\n");
    named(
        "a.txt",
        "names in quotes",
        "\"ann\"\n\"bob\"\n",
        "'ann'\n'bob'\n",
        "\"ann\",\n\"bob\"\n",
        "ann\n\"two\nlines\"\n",
        "\"a\"b\n");
    named(
        "-",
        "markup: XML, HTML",
        "<?xml version=\"1.0\"?>\n<a>ann</a>\n",
        "<!DOCTYPE html>\n<html>\nann\n",
        "<ul>\n<li>ann\n<li>bob\n</ul>\n",
        "ann</li>\n",
        "  <b>ann</b>\n",
        "ann<br>\nbob<br>\n");
    named(
        "-",
        "columns: tabs, commas, semicolons, vertical bars, wide gaps",
        "ann\t5\nbob\t6\n",
        "1,ann\n2,bob\n",
        "1;ann\n2;bob\n",
        "1|ann\n2|bob\n",
        "id,name\n1,ann\n",
        "NAME      AGE\nann       5\n",
        "1  ann\n2  bob\n",
        "root:x:0:0\n",
        "ann\nbob,5\n");
    named(
        "-",
        "a header and names below it",
        "name\nann\nbob\n",
        "member_name\nann\n",
        "\ufeffName\nann\n",
        "Full Name\nann\n",
        "ann\nmember_name\nbob\n");
    named(
        "-",
        "YAML, settings, titles, comments, SQL, lines of a table",
        "---\n- ann\n",
        "- ann\n- bob\n",
        "* ann\n",
        "members:\n  - ann\n",
        "name: ann\n",
        "[members]\nann\n",
        "name = ann\n",
        "Members of acme:\nann\n",
        "# staff\nann\n",
        "#!/bin/sh\nann\n",
        "--\n-- PostgreSQL database dump\n--\n",
        "// names\n",
        "COPY public.members (member_id, member_name) FROM stdin;\n1\tann\n",
        "member\n-------------\n ann\n(1 row)\n".replace("member\n", "ann\n"),
        "<<<<<<< HEAD\nann\n=======\nbob\n",
        "HTTP/1.1 404 Not Found\nServer: x\n".replace("HTTP/1.1 404 Not Found\n", ""));
    named(
        "-",
        "control characters, and Unicode's other line ends",
        "ann\u000bbob\u000b\n",
        "ann\u000cbob\n",
        "ann\u0085bob\u0085",
        "ann\u2028bob\u2028",
        "ann\u2029bob\n",
        "ann\u001ebob\u001e");
  }
}
