package orgs.input;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** A look at how content begins, which leaves it to be read. */
public final class FirstLine {

  private static final int MOST_BYTES = 1 << 16;

  private static final Set<String> EXPORTED =
      Set.of("member_id", "member_name", "org_id", "org_name", "org", "member");

  private static final Pattern MEMBER = Pattern.compile("[0-9]{1,19}\t[^\t]*");
  private static final Pattern OBJECT = Pattern.compile("\\{\\s*\"");
  private static final Pattern ARRAY = Pattern.compile("\\[\\s*([\\]{]|\\z)");

  private final InputStream content;
  private final byte[] bytes;

  private FirstLine(InputStream content, byte[] bytes) {
    this.content = content;
    this.bytes = bytes;
  }

  /** Waits for the first line, or for as much of it as is looked at. */
  public static FirstLine of(InputStream content) throws IOException {
    BufferedInputStream peeked = new BufferedInputStream(content, MOST_BYTES);
    peeked.mark(MOST_BYTES);
    byte[] head = new byte[MOST_BYTES];
    int length = 0;
    int end = -1;
    while (end < 0 && length < MOST_BYTES) {
      int count = peeked.read(head, length, MOST_BYTES - length);
      if (count < 0) {
        break;
      }
      end = indexOfLineFeed(head, length, length + count);
      length += count;
    }
    peeked.reset();
    return new FirstLine(peeked, Arrays.copyOf(head, end < 0 ? length : end));
  }

  /** The content, this line included. */
  public InputStream content() {
    return content;
  }

  /** Refuses text in another encoding than UTF-8, where it shows at once. */
  public FirstLine requireUtf8() {
    if (startsWith(0xFF, 0xFE) || startsWith(0xFE, 0xFF)) {
      throw new InputException("is UTF-16, and not UTF-8", "--encoding UTF-16 reads it");
    }
    if (isEverySecondByteNul()) {
      throw new InputException(
          "is UTF-16, and not UTF-8",
          "--encoding UTF-16" + (bytes[0] == 0 ? "BE" : "LE") + " reads it");
    }
    return this;
  }

  /** As the text of a record. */
  String record() {
    return text().replaceFirst("\r$", "");
  }

  /**
   * The format that only an export begins like, or null where anything may follow.
   *
   * @throws InputException when it is a table for reading, from which names can't be told again
   */
  public InputFormat format() {
    String line = text().strip();
    if (isHeader(line, " {2,}") || isHeader(line.replaceAll("^\\| | \\|$", ""), " \\| ")) {
      throw new InputException(
          "is a table for reading, and names can't be told from it",
          "export with --format tsv, csv or jsonl");
    }
    if (isHeader(line, ",") || isHeader(line, ";")) {
      return InputFormat.CSV;
    }
    if (OBJECT.matcher(line).lookingAt()) {
      return InputFormat.JSONL;
    }
    if (ARRAY.matcher(line).lookingAt()) {
      return InputFormat.JSON;
    }
    return isMember() ? InputFormat.TSV : null;
  }

  /** Whether it is an id and a name, as {@code members export} writes them. */
  public boolean isMember() {
    return MEMBER.matcher(text()).matches();
  }

  private String text() {
    return new String(bytes, StandardCharsets.UTF_8).replaceFirst("^\ufeff", "");
  }

  private static boolean isHeader(String line, String separator) {
    String[] names = line.split(separator);
    return names.length > 1 && EXPORTED.containsAll(Arrays.asList(names));
  }

  private static int indexOfLineFeed(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean startsWith(int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }

  private boolean isEverySecondByteNul() {
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      if ((bytes[i] == 0) != (bytes[0] == 0) || (bytes[i + 1] == 0) == (bytes[0] == 0)) {
        return false;
      }
    }
    return bytes.length > 1;
  }
}
