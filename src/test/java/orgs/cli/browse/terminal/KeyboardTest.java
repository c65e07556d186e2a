package orgs.cli.browse.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import orgs.testing.Eventually;

class KeyboardTest {

  private static final String ESCAPE = "\u001b";

  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final CountDownLatch anyKey = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void keysHaveTheirMeanings() {
    assertThat(keysOf("aé😀\r", ESCAPE + "[A" + ESCAPE + "[5~", ESCAPE + "OB", "\u0003"))
        .containsExactly(
            "TEXT a", "TEXT é", "TEXT 😀", "ENTER ", "UP ", "PAGE_UP ", "DOWN ", "INTERRUPT ");
  }

  @Test
  void escapeWithoutMoreIsItself() {
    assertThat(keysOf(ESCAPE)).containsExactly("ESCAPE ");
  }

  @Test
  void pasteIsOneKey() {
    assertThat(keysOf(ESCAPE + "[200~two\nwo", "rds" + ESCAPE + "[201~x"))
        .containsExactly("PASTE two\nwords", "TEXT x");
  }

  /** The process may be stopped between two bytes of a key that has arrived as a whole. */
  @Test
  void keyThatHasArrivedIsWholeHoweverLateItIsRead() {
    assertThat(keysOf(ESCAPE, "[", "6", "~")).containsExactly("PAGE_DOWN ");
  }

  private List<String> keysOf(String... parts) {
    Keyboard.read(
        new Slow(List.of(parts)),
        (key, text) -> {
          keys.add(key + " " + text);
          anyKey.countDown();
        },
        end::countDown);
    Eventually.that("the terminal is gone", () -> end.getCount() == 0);
    return keys;
  }

  /** A terminal to which all has been sent already, and from which it comes slowly. */
  private final class Slow extends InputStream {
    private final Queue<byte[]> parts = new ArrayDeque<>();
    private boolean begun;

    Slow(List<String> parts) {
      parts.forEach(part -> this.parts.add(part.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public int available() {
      return parts.stream().mapToInt(part -> part.length).sum();
    }

    @Override
    public int read() {
      throw new AssertionError("a byte at a time");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (begun && !parts.isEmpty()) {
        beLate();
      }
      begun = true;
      byte[] part = parts.poll();
      if (part == null) {
        return -1;
      }
      System.arraycopy(part, 0, bytes, offset, part.length);
      return part.length;
    }

    /** Long enough for one who doesn't look whether there is more. */
    private void beLate() {
      try {
        anyKey.await(300, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
