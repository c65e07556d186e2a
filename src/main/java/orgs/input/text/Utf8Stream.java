package orgs.input.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Converts text in another encoding to UTF-8, in constant memory. Bytes that aren't text in that
 * encoding end it, because not every encoding shows where the next character begins.
 */
final class Utf8Stream extends InputStream {

  private static final int CHARACTERS = 1 << 14;

  /** The most bytes that a character has in UTF-8. */
  private static final int MOST_BYTES = 4;

  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(CHARACTERS).flip();
  private final CharBuffer characters = CharBuffer.allocate(CHARACTERS);
  private final ByteBuffer out = ByteBuffer.allocate(CHARACTERS * MOST_BYTES).flip();
  private boolean needsInput = true;
  private boolean atEnd;
  private boolean done;
  private long line = 1;

  Utf8Stream(InputStream in, Charset charset) {
    this.in = in;
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (!out.hasRemaining()) {
      if (done) {
        return -1;
      }
      decodeSome();
    }
    int count = Math.min(length, out.remaining());
    out.get(target, offset, count);
    return count;
  }

  private void decodeSome() throws IOException {
    if (needsInput && !atEnd) {
      fill();
    }
    int before = characters.position();
    CoderResult result = decoder.decode(bytes, characters, atEnd);
    countLines(before);
    if (result.isError()) {
      throw new InputException(
          "line " + line + " is not valid " + charset,
          "nothing was done; --encoding names the encoding that the file has");
    }
    needsInput = result.isUnderflow();
    if (needsInput && atEnd) {
      done = decoder.flush(characters).isUnderflow();
    }
    characters.flip();
    out.clear();
    encoder.encode(characters, out, done);
    out.flip();
    characters.compact();
  }

  private void countLines(int from) {
    for (int i = from; i < characters.position(); i++) {
      line += characters.get(i) == '\n' ? 1 : 0;
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (count < 0) {
      atEnd = true;
    } else {
      bytes.position(bytes.position() + count);
    }
    bytes.flip();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
