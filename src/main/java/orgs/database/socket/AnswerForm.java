package orgs.database.socket;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** The forms of the messages that a server sends to a client that doesn't replicate. */
final class AnswerForm {

  private static final int FIELD_BYTES = 18;
  private static final int FORMAT_BYTES = 2;
  private static final int LONGEST_KEY = 256;

  private AnswerForm() {}

  /** Whether a message of this type may be longer than a few lines. */
  static boolean mayBeLong(char type) {
    return "TDdENA".indexOf(type) >= 0;
  }

  /** Whether a message has the form of its type, and there is such a type. */
  static boolean isOf(char type, ByteBuffer body) {
    try {
      return hasForm(type, body) && !body.hasRemaining();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean hasForm(char type, ByteBuffer body) {
    switch (type) {
      case '1', '2', '3', 'n', 's', 'I', 'c' -> {
        // The type says it all; there is no body.
      }
      case 'R', 'v' -> {
        body.getInt();
        skip(body, body.remaining());
      }
      case 'K' -> {
        body.getInt();
        return skipKey(body);
      }
      case 'S' -> strings(body, 2);
      case 'C' -> strings(body, 1);
      case 'Z' -> {
        return "ITE".indexOf(body.get()) >= 0;
      }
      case 'T' -> {
        for (int fields = count(body); fields > 0; fields--) {
          strings(body, 1);
          skip(body, FIELD_BYTES);
        }
      }
      case 'D' -> {
        for (int fields = count(body); fields > 0; fields--) {
          skipValue(body);
        }
      }
      case 't' -> skip(body, count(body) * Integer.BYTES);
      case 'G', 'H', 'W' -> {
        body.get();
        skip(body, count(body) * FORMAT_BYTES);
      }
      case 'V' -> skipValue(body);
      case 'A' -> {
        body.getInt();
        strings(body, 2);
      }
      case 'E', 'N' -> {
        while (body.get() != 0) {
          strings(body, 1);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static int count(ByteBuffer body) {
    return Short.toUnsignedInt(body.getShort());
  }

  private static boolean skipKey(ByteBuffer body) {
    int length = body.remaining();
    skip(body, length);
    return length >= Integer.BYTES && length <= LONGEST_KEY;
  }

  /** -1 is NULL. */
  private static void skipValue(ByteBuffer body) {
    int length = body.getInt();
    if (length != -1) {
      skip(body, length);
    }
  }

  private static void skip(ByteBuffer body, int length) {
    if (length < 0) {
      throw new IllegalArgumentException();
    }
    body.position(body.position() + length);
  }

  private static void strings(ByteBuffer body, int count) {
    for (int i = 0; i < count; i++) {
      while (body.get() != 0) {
        // The string ends with a zero.
      }
    }
  }
}
