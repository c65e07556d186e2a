package orgs.database.socket;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Checks what a server sends before the driver sees it: that it is made of PostgreSQL's messages
 * (protocol 3), that each has the form of its type, and that no answer has more of them than memory
 * has room for. The driver would believe any length, and fail in many ways. The check ends where
 * encryption begins.
 */
final class AnswerCheck {

  /** What is expected of the server. */
  private enum State {
    /** Nothing, until the client has sent its first message. */
    SILENCE,
    /** A letter, whether the connection is going to be encrypted. */
    LETTER,
    MESSAGES,
    /** Any bytes: they are encrypted. */
    ANYTHING
  }

  private static final int FIRST_BYTES = 8;
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int SSL_REQUEST = 80_877_103;
  private static final int GSS_REQUEST = 80_877_104;
  private static final int HEADER_BYTES = 5;

  /**
   * The limit for messages that hold no rows. As in libpq, except for errors, which may quote a
   * lot.
   */
  private static final int LONGEST_SHORT = 30_000;

  /** The limit for an answer's messages that aren't rows. */
  private static final int MOST_MESSAGES = 100_000;

  private static final long LEAST_BUDGET = 4 << 20;

  private static final long MOST_BUDGET = 64 << 20;

  /** An answer is kept in memory until it is complete, and takes several times its length there. */
  private static final long BUDGET =
      Math.min(MOST_BUDGET, Math.max(LEAST_BUDGET, Runtime.getRuntime().maxMemory() / 16));

  private static final long LONGEST = Math.min(BUDGET, 16 << 20);

  /** Notices take the most memory for their length. */
  private static final int NOTICE_WEIGHT = 8;

  private final ByteBuffer first = ByteBuffer.allocate(FIRST_BYTES);
  private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
  private State state = State.SILENCE;
  private boolean isAsked;
  private boolean isUnfinished;
  private ByteBuffer body = ByteBuffer.allocate(0);
  private long toSkip;
  private long kept;
  private int messages;

  /** Reads what the client sends, as far as it decides what will follow. */
  synchronized void sent(byte[] bytes, int offset, int length) {
    isAsked = true;
    if (state != State.SILENCE) {
      return;
    }
    first.put(bytes, offset, Math.min(length, first.remaining()));
    if (first.get(0) == TLS_HANDSHAKE) {
      state = State.ANYTHING;
    } else if (!first.hasRemaining()) {
      int code = first.getInt(Integer.BYTES);
      state = code == SSL_REQUEST || code == GSS_REQUEST ? State.LETTER : State.MESSAGES;
      first.clear();
    }
  }

  /**
   * Checks what the server sent next.
   *
   * @throws IOException when it can't be an answer of PostgreSQL's
   */
  synchronized void received(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    while (rest.hasRemaining() && state != State.ANYTHING && isAsked) {
      switch (state) {
        case LETTER -> letter(rest);
        case MESSAGES -> message(rest);
        default -> throw broken();
      }
    }
  }

  private void letter(ByteBuffer rest) throws IOException {
    switch (rest.get(rest.position())) {
      case 'S', 'G' -> state = State.ANYTHING;
      case 'N' -> {
        rest.get();
        state = State.SILENCE;
      }
      case 'E' -> state = State.MESSAGES;
      default -> throw broken();
    }
  }

  private void message(ByteBuffer rest) throws IOException {
    if (toSkip > 0) {
      int skipped = (int) Math.min(toSkip, rest.remaining());
      rest.position(rest.position() + skipped);
      toSkip -= skipped;
    } else if (header.hasRemaining()) {
      move(rest, header);
      if (!header.hasRemaining()) {
        begin((char) header.get(0), header.getInt(1) - Integer.BYTES);
      }
    } else {
      move(rest, body);
    }
    if (!header.hasRemaining() && toSkip == 0 && !body.hasRemaining()) {
      end((char) header.get(0));
    }
  }

  private void begin(char type, int length) throws IOException {
    boolean isLong = AnswerForm.mayBeLong(type);
    if (length < 0 || length > (isLong ? LONGEST : LONGEST_SHORT)) {
      throw broken();
    }
    boolean isCopied = type == 'd';
    body = isCopied ? ByteBuffer.allocate(0) : ByteBuffer.allocate(length);
    toSkip = isCopied ? length : 0;
    count(type, length);
  }

  private void count(char type, int length) throws IOException {
    switch (type) {
      case 'd' -> {
        // The driver keeps one such message at a time.
      }
      case 'D' -> kept += (long) length + HEADER_BYTES;
      case 'N' -> kept += (long) NOTICE_WEIGHT * (length + HEADER_BYTES);
      default -> messages++;
    }
    if (kept > BUDGET || messages > MOST_MESSAGES) {
      throw new IOException("the server's answer does not end");
    }
  }

  private void end(char type) throws IOException {
    body.flip();
    if (type != 'd' && !AnswerForm.isOf(type, body)) {
      throw broken();
    }
    noteEnd(type);
    if (type == 'Z' && (messages == 1 || isUnfinished)) {
      // The answer has no content.
      throw broken();
    }
    // An answer is complete, or as many rows as were asked for.
    if (type == 'Z' || type == 's') {
      kept = 0;
      messages = type == 'Z' ? 0 : messages;
    }
    header.clear();
    body = ByteBuffer.allocate(0);
  }

  /** A portal that is bound is executed, which ends by one of several messages. */
  private void noteEnd(char type) {
    switch (type) {
      case '2' -> isUnfinished = true;
      case 'C', 'E', 'I', 's' -> isUnfinished = false;
      default -> {
        // The message neither begins nor ends an execution.
      }
    }
  }

  private static void move(ByteBuffer from, ByteBuffer to) {
    int length = Math.min(from.remaining(), to.remaining());
    to.put(to.position(), from, from.position(), length);
    to.position(to.position() + length);
    from.position(from.position() + length);
  }

  private static IOException broken() {
    return new IOException("the server's answer is not one of PostgreSQL's");
  }
}
