package orgs.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import orgs.input.InputFormat;

/** Files that are nearly right: pieces of records and of what breaks them, in any order. */
final class RandomFile {

  private static final List<String> COMMON =
      List.of(
          "a",
          "ann",
          "bob",
          " ",
          "\u00e9",
          "\ud83d\ude00",
          "日本",
          "\n",
          "\n",
          "\n",
          "\r\n",
          "\r",
          "\r\r\n",
          "\n\ufeff",
          "\n \t\n",
          "\u000b",
          "'",
          "'ann'",
          "\u0000",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\\",
          "id:7",
          "x".repeat(50),
          "x".repeat(51));

  /** In most of them "name" is found. */
  private static final List<String> HEADERS =
      List.of(
          "name",
          "name",
          "id,name",
          "id,name",
          "id,\"name\"",
          " Name ",
          "id,NAME\u00a0",
          "\u200bname,id",
          "\"the\nid\",name",
          "NAME,name",
          "whoever",
          "\ufeffname",
          "name,name",
          "Name,NAME",
          "id,nome",
          "name\u2028",
          "\"name");

  private static final List<String> OF_CSV =
      List.of(
          "\"",
          "\"\"",
          ",",
          "\",\"",
          "\"\n\"",
          "\"\r\"",
          "\"a\"",
          "1,",
          "\\\"",
          "\\\"\"",
          ",'b'",
          "name\n",
          "id,name\n");

  private static final List<String> OF_TSV =
      List.of("\t", "1\t", "\\N", "\\t", "\\n", "\\\\", "\\x41", "\\101", "\\.", "\\.\n", "\\q");

  private static final List<String> OF_JSON =
      List.of(
          "{\"name\":\"ann\"}",
          "{\"name\":\"b\",\"x\":[1,2.5e3,{\"name\":\"no\"}]}",
          "{\"name\":\"a\",\"name\":\"b\"}",
          "{\"name\":null}",
          "{\"name\":7}",
          "\"text\"",
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\"",
          "\"name\"",
          "\\u0041",
          "\\ud83d",
          "\\u00",
          "true",
          "-0",
          "01",
          "1e",
          "{}",
          "{\"name\":\"ann\"},\n",
          "\"bob\"\n",
          "]\n",
          "{\"id\":" + "1".repeat(1_500) + ",\"name\":\"ann\"}",
          "{\"name\":\"ann\",\"x\":" + "[".repeat(1_200) + "]".repeat(1_200) + "}",
          "{\"Name\":\"ann\"}",
          "{\"x\":[[[[[[[[]]]]]]]]}",
          "\"\\n\\t\"",
          "\"\u0001\"");

  /** No UTF-8: a part of a character, one that is too long, half a pair, Latin-1. */
  private static final List<byte[]> BROKEN =
      List.of(bytes(0xc3), bytes(0xc0, 0x80), bytes(0xed, 0xa0, 0x80), bytes(0xe9), bytes(0xff));

  private final Random random;

  RandomFile(Random random) {
    this.random = random;
  }

  byte[] next(InputFormat format) {
    if (format == InputFormat.JSON && random.nextBoolean()) {
      return utf8(array());
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    if (random.nextInt(10) == 0) {
      file.writeBytes(utf8("\ufeff"));
    }
    file.writeBytes(utf8(header(format)));
    int header = file.size();
    for (int i = random.nextInt(20); i > 0; i--) {
      file.writeBytes(piece(format));
    }
    byte[] bytes = file.toByteArray();
    return random.nextInt(5) == 0
        ? Arrays.copyOf(bytes, header + random.nextInt(bytes.length - header + 1))
        : bytes;
  }

  /** An array that is laid out as it has to be, but for a piece. */
  private String array() {
    List<String> elements = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      elements.add(any(OF_JSON).replace("\n", "").replaceFirst(",$", ""));
    }
    String end = any(List.of("\n", "\r\n", "\r"));
    String array =
        "[" + end + String.join("," + end, elements) + (elements.isEmpty() ? "" : end) + "]" + end;
    int place = random.nextInt(array.length() + 1);
    return random.nextInt(3) == 0
        ? array.substring(0, place) + any(COMMON) + array.substring(place)
        : array;
  }

  private String header(InputFormat format) {
    String end = any(List.of("\n", "\n", "\r\n", "\r\r\n", "\r"));
    return switch (format) {
      case CSV -> (random.nextInt(8) == 0 ? "sep=," + end : "") + any(HEADERS) + end;
      case TSV -> any(HEADERS).replace(',', '\t').replace("\"", "") + end;
      case JSON -> random.nextInt(10) == 0 ? "" : "[" + end;
      default -> "";
    };
  }

  private byte[] piece(InputFormat format) {
    int kind = random.nextInt(100);
    if (kind < 4) {
      return BROKEN.get(random.nextInt(BROKEN.size()));
    }
    if (kind == 4 && random.nextInt(20) == 0) {
      byte[] field = new byte[random.nextBoolean() ? 100_000 : 1_200_000];
      Arrays.fill(field, (byte) 'x');
      return field;
    }
    if (kind < 50) {
      return utf8(any(COMMON));
    }
    return utf8(
        switch (format) {
          case CSV -> any(OF_CSV);
          case TSV -> any(OF_TSV);
          case JSON, JSONL -> any(OF_JSON) + (random.nextBoolean() ? "\n" : "");
          default -> any(COMMON);
        });
  }

  private String any(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  static byte[] packed(byte[] file) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
