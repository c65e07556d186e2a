package orgs.chaos;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Lists of names without a stated format, in any way that text is stored, some of them with a line
 * that isn't a name.
 *
 * @param bytes the file
 * @param names those in it; null where it is to be refused, or read as something else than lines
 */
record RandomNames(byte[] bytes, List<String> names) {

  private static final List<String> PLAIN =
      List.of(
          "ann",
          "Bob Smith",
          "O'Brien",
          "'t Hooft",
          "Ann-Marie",
          "Robert \"Bob\" Smith",
          "Jos\u00e9",
          "e\u0301",
          "\u65e5\u672c\u8a9e",
          "\ud83d\ude00",
          "St. John",
          "ann@example.com",
          "Ann <ann@example.com>",
          "3 Doors",
          "1001",
          "50%",
          "#1",
          "<3",
          "a/b",
          "-",
          "x-",
          "id:7",
          "(ann)",
          "~",
          " ann ",
          "a\u00a0b",
          "Nate",
          "member 1",
          "nullable");

  private static final List<String> FOREIGN =
      List.of(
          "{",
          "}",
          "[]",
          "[1,2]",
          "[{",
          "{\"name\":\"ann\"}",
          "{\"message\": \"Bad credentials\"",
          "\"ann\"",
          "\"ann\",",
          " \"a\" b",
          "'ann'",
          "'ann',",
          "null",
          "true,",
          "false",
          "<?xml version=\"1.0\"?>",
          "<!DOCTYPE html>",
          "<p>ann",
          "</p>",
          "ann</p>",
          "ann<br/>",
          "&nbsp;ann",
          "---",
          "- ann",
          "* ann",
          "members:",
          "name: ann",
          "x = 1",
          "[section]",
          "# ann",
          "##",
          "#!/bin/sh",
          "// ann",
          "/* ann",
          "-- ann",
          "=====",
          "<<<<<<< HEAD",
          "(3 rows)",
          "1  ann",
          "ann     5",
          "a:b:c",
          "member_name",
          "member_id,member_name",
          "sep=;",
          "1\tann",
          "member_id  member_name",
          "| ann |");

  /** What in the middle of a name makes it something else. */
  private static final List<String> WITHIN =
      List.of(
          ",", ";", "|", "\t", "\u2028", "\u2029", "\u0085", "\u000b", "\f", "\u001e", "\u001b");

  private static final List<String> ARCHIVES =
      List.of(
          "PK\u0003\u0004",
          "PK\u0005\u0006",
          "BZh91AY&SY",
          "\u00fd7zXZ\0",
          "(\u00b5/\u00fd",
          "7z\u00bc\u00af'\u001c",
          "%PDF-1.4",
          "SQLite format 3\0",
          "PAR1\u0015",
          "PGDMP\u0001",
          "Rar!\u001a\u0007",
          "\u0089PNG",
          "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1",
          "\u007fELF",
          "\u00ca\u00fe\u00ba\u00be");

  private static final List<String> UNICODE =
      List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE");

  static RandomNames next(Random random) {
    List<String> names = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      names.add(any(random, PLAIN));
    }
    String end = any(random, List.of("\n", "\n", "\r\n", "\r\r\n", "\r"));
    String tail = any(random, List.of("", end, end, end + end + " " + end));
    String text = String.join(end, names) + tail;
    return switch (random.nextInt(10)) {
      case 0 -> new RandomNames(utf8("\ufeff" + text), names);
      case 1 -> new RandomNames(in(any(random, UNICODE), "\ufeff" + text), names);
      case 2 -> new RandomNames(packed(random, utf8(text)), names);
      case 3 -> new RandomNames(in(any(random, UNICODE), "ann" + end + text), null);
      case 4 -> new RandomNames(in("ISO-8859-1", any(random, ARCHIVES) + end + "ann" + end), null);
      case 5 -> new RandomNames(utf8(text + "\nann\rbob\nann\r\nbob\rann"), null);
      case 6 -> new RandomNames(utf8("ann" + end + "\ufeff" + text), null);
      case 7, 8 -> {
        boolean whole = random.nextBoolean();
        int place = random.nextInt(names.size());
        names.set(place, whole ? any(random, FOREIGN) : "a" + any(random, WITHIN) + "b");
        yield new RandomNames(utf8(String.join(end, names) + tail), null);
      }
      default -> new RandomNames(utf8(text), names);
    };
  }

  private static byte[] packed(Random random, byte[] text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    int half = random.nextInt(text.length + 1);
    packed.writeBytes(RandomFile.packed(Arrays.copyOf(text, half)));
    packed.writeBytes(RandomFile.packed(Arrays.copyOfRange(text, half, text.length)));
    packed.writeBytes(new byte[random.nextBoolean() ? 0 : random.nextInt(2_000)]);
    return packed.toByteArray();
  }

  private static String any(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] in(String charset, String text) {
    return text.getBytes(Charset.forName(charset));
  }
}
