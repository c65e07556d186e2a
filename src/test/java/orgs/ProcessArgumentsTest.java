package orgs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessArgumentsTest {

  @TempDir Path folder;

  @Test
  void theLastOnesAreOurs() throws IOException {
    Path file = folder.resolve("cmdline");
    byte[] bytes = "java\0orgs.Main\0\0caf\u00e9\0\ufffd\0x?y\0".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '?' ? (byte) 0xe9 : bytes[i];
    }
    Files.write(file, bytes);

    assertThat(ProcessArguments.read(file, "", "caf\ufffd\ufffd", "\ufffd", "x\ufffdy"))
        .containsExactly("", "caf\u00e9", "\ufffd", "x\udce9y");
  }

  @Test
  void whatMayBeLostIsLostWhereNobodyCanTell() {
    assertThat(ProcessArguments.read(folder.resolve("missing"), "create", "x\ufffd"))
        .containsExactly("create", "x\udcff");
  }

  @Test
  void whatJavaCouldReadIsLeftAlone() {
    assertThat(ProcessArguments.of("create", "\u00e9", "")).containsExactly("create", "\u00e9", "");
  }
}
