package orgs.config;

import static orgs.config.DatabaseException.usage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads text whose encoding isn't known, each byte as a character: a comment in Latin-1 doesn't
 * keep the line below it from being read.
 */
final class Bytes {

  private Bytes() {}

  /** The lines of a file, without their ends. */
  static List<String> lines(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return Arrays.stream(text.split("\n", -1)).map(line -> line.replaceFirst("\r+$", "")).toList();
  }

  /** A text as it would be in UTF-8. */
  static String of(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /**
   * The text that these bytes are.
   *
   * @param what the name of the text, for the message, which doesn't repeat the text
   * @throws DatabaseException (USAGE) when they are not UTF-8
   */
  static String utf8(String bytes, String what) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      throw usage(what + " is not valid UTF-8", "write it in UTF-8", e);
    }
  }
}
