package orgs.cli.shell;

import java.util.Arrays;

/** The bytes of a line in UTF-8, which are edited at its end and taken from its beginning. */
final class LineBytes {

  private static final int USUAL_BYTES = 128;

  private byte[] bytes = new byte[USUAL_BYTES];
  private int begin;
  private int end;

  boolean isEmpty() {
    return begin == end;
  }

  void clear() {
    begin = 0;
    end = 0;
  }

  void add(int one) {
    if (end == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * end);
    }
    bytes[end++] = (byte) one;
  }

  int take() {
    int first = bytes[begin++] & 0xff;
    if (isEmpty()) {
      clear();
    }
    return first;
  }

  void removeCharacter() {
    while (!isEmpty() && isContinuation(bytes[end - 1])) {
      end--;
    }
    if (!isEmpty()) {
      end--;
    }
  }

  private static boolean isContinuation(byte one) {
    return (one & 0xc0) == 0x80;
  }

  void removeWord() {
    while (!isEmpty() && bytes[end - 1] == ' ') {
      end--;
    }
    while (!isEmpty() && bytes[end - 1] != ' ') {
      end--;
    }
  }
}
