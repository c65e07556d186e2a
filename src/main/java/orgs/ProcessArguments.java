package orgs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import orgs.cli.UndecodedBytes;

/**
 * The process's arguments as they were given. Java replaces what isn't text in the locale's
 * encoding by U+FFFD, which may also be what was given; the kernel has the bytes.
 */
final class ProcessArguments {

  private static final Path KERNELS = Path.of("/proc/self/cmdline");

  private static final char REPLACEMENT = '\ufffd';

  private ProcessArguments() {}

  /** Returns them as UTF-8, whatever the locale, where Java may have replaced something. */
  static String[] of(String... decoded) {
    for (String argument : decoded) {
      if (argument.indexOf(REPLACEMENT) >= 0) {
        return read(KERNELS, decoded);
      }
    }
    return decoded;
  }

  /** Returns the last of those in the file, which begin with Java's own. */
  static String[] read(Path file, String... decoded) {
    List<ByteBuffer> all;
    try {
      all = split(Files.readAllBytes(file));
    } catch (IOException e) {
      all = List.of();
    }
    int before = all.size() - decoded.length;
    String[] exact = new String[decoded.length];
    for (int i = 0; i < exact.length; i++) {
      // Systems without /proc can't tell: what may have been lost is taken for lost.
      exact[i] =
          before > 0
              ? decode(all.get(before + i))
              : decoded[i].replace(REPLACEMENT, UndecodedBytes.UNKNOWN);
    }
    return exact;
  }

  /** Each argument ends in NUL. */
  private static List<ByteBuffer> split(byte[] bytes) {
    List<ByteBuffer> arguments = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        arguments.add(ByteBuffer.wrap(bytes, start, i - start));
        start = i + 1;
      }
    }
    return arguments;
  }

  /** As UTF-8. */
  static String decode(ByteBuffer bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    CoderResult result;
    while ((result = decoder.decode(bytes, text, true)).isError()) {
      for (int i = 0; i < result.length(); i++) {
        text.put(UndecodedBytes.of(bytes.get()));
      }
    }
    return text.flip().toString();
  }
}
