package orgs.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
          "\u0000",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\\",
          "id:7",
          "x".repeat(50),
          "x".repeat(51));

  private static final List<String> OF_CSV =
      List.of("\"", "\"\"", ",", "\",\"", "\"\n\"", "\"a\"", "1,");

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

  private String header(InputFormat format) {
    String end = random.nextBoolean() ? "\n" : "\r\n";
    return switch (format) {
      case CSV -> (random.nextBoolean() ? "name" : "id,name") + end;
      case TSV -> (random.nextBoolean() ? "name" : "id\tname") + end;
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
          case JSONL -> any(OF_JSON) + (random.nextBoolean() ? "\n" : "");
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
