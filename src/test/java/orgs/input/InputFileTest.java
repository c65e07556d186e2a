package orgs.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.input.text.InputFile;

class InputFileTest {

  @TempDir Path folder;

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(Read.utf8(text));
    }
    return bytes.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** A pipe whose writer pauses after every byte. */
  private static String readSlowly(byte[] bytes) throws IOException {
    FilterInputStream slow =
        new FilterInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(1, length));
          }

          @Override
          public int available() {
            return 0;
          }
        };
    try (InputFile file = InputFile.of(slow)) {
      return new String(file.content().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void readsPlainBytes() throws IOException {
    for (String text : new String[] {"", "a", "\u001f", "ab", "abc\n"}) {
      assertThat(readSlowly(Read.utf8(text))).isEqualTo(text);
    }
  }

  @Test
  void unpacksGzipAndWhatWasConcatenated() throws IOException {
    assertThat(readSlowly(gzip("a\nb\n"))).isEqualTo("a\nb\n");
    assertThat(readSlowly(join(gzip("a\n"), join(gzip(""), gzip("b\n"))))).isEqualTo("a\nb\n");
  }

  @Test
  void gzipThatEndsTooEarlyIsAnError() throws IOException {
    byte[] whole = join(gzip("a\n".repeat(50)), gzip("b\n".repeat(50)));
    int first = gzip("a\n".repeat(50)).length;
    for (int length = 2; length < whole.length; length++) {
      if (length != first) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> readSlowly(part))
            .as("%d bytes of %d", length, whole.length)
            .isInstanceOf(IOException.class)
            .hasMessage(
                length == first + 1 // half of what would tell gzip data from other data
                    ? "there is other data after its gzip data"
                    : "its gzip data ends unexpectedly");
      }
    }
  }

  @Test
  void zerosAfterGzipAreIgnored() throws IOException {
    byte[] packed = gzip("a\nb\n");
    for (int zeros : new int[] {1, 2, 511, 100_000}) {
      assertThat(readSlowly(join(packed, new byte[zeros]))).isEqualTo("a\nb\n");
    }
    byte[] more = join(packed, join(new byte[512], packed));
    assertThatThrownBy(() -> readSlowly(more))
        .isInstanceOf(IOException.class)
        .hasMessage("there is other data after its gzip data");
  }

  @Test
  void damagedGzipIsAnError() throws IOException {
    byte[] damaged = gzip("a\n".repeat(50));
    damaged[damaged.length - 6] ^= 1;
    assertThatThrownBy(() -> readSlowly(damaged)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> readSlowly(join(gzip("a\n"), Read.utf8("garbage"))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void fileKnowsHowMuchOfItWasRead() throws IOException {
    byte[] packed = gzip("a\n".repeat(1_000_000));
    Path path = Files.write(folder.resolve("names.gz"), packed);
    try (InputFile file = InputFile.open(path)) {
      assertThat(file.size()).isEqualTo(packed.length);
      assertThat(file.content().readAllBytes()).hasSize(2_000_000);
      assertThat(file.read()).isEqualTo(packed.length);
    }
  }

  @Test
  void formatIsGuessedFromTheName() {
    assertThat(InputFormat.ofName("a.csv")).isEqualTo(InputFormat.CSV);
    assertThat(InputFormat.ofName("/x.csv/a.TSV.GZ")).isEqualTo(InputFormat.TSV);
    assertThat(InputFormat.ofName("a.tab")).isEqualTo(InputFormat.TSV);
    assertThat(InputFormat.ofName("a.ndjson")).isEqualTo(InputFormat.JSONL);
    assertThat(InputFormat.ofName("a.jsonl.gz")).isEqualTo(InputFormat.JSONL);
    assertThat(InputFormat.ofName("a.lines")).isEqualTo(InputFormat.LINES);
    assertThat(InputFormat.ofName("csv.d/names")).isNull();
    assertThat(InputFormat.ofName("a.json")).isEqualTo(InputFormat.JSON);
    assertThat(InputFormat.ofName("a.txt")).isNull();
    assertThat(InputFormat.ofName("-")).isNull();
  }
}
