package orgs.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.config.DatabaseException;

class ServerArchiveTest {
  @TempDir private Path cache;

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-x86_64",
    "Linux, aarch64, linux-arm_64",
    "Mac OS X, x86_64, darwin-x86_64",
    "Mac OS X, aarch64, darwin-arm_64",
    "Windows 11, amd64, windows_11-x86_64"
  })
  void platformsHaveTheNamesOfTheArchives(String system, String processor, String platform) {
    assertThat(ServerArchive.platform(system, processor)).isEqualTo(platform);
  }

  @Test
  void theArchiveOfThisBuildIsThePinnedOne() throws IOException {
    ServerArchive archive = ServerArchive.ofThisMachine();
    archive.verify();
    assertThat(archive.major()).isEqualTo("18");
  }

  @Test
  void anotherArchiveIsRefusedAndNothingUnpacked() throws IOException {
    ServerArchive archive = ServerArchive.ofThisMachine();
    ServerArchive pinnedOtherwise =
        new ServerArchive(archive.version(), archive.resource(), "0".repeat(64));
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> UnpackedServer.in(cache, pinnedOtherwise, message -> {}))
        .withMessageContaining("are not the expected ones")
        .withMessageContaining(archive.sha256());
    assertThat(cache.toFile().list()).containsExactly("lock");
  }

  @Test
  void aMissingArchiveIsExplained() {
    ServerArchive archive = new ServerArchive("18.6", "postgres-amiga-68000.txz", "00");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(archive::open)
        .withMessageContaining("lacks the local database's files (postgres-amiga-68000.txz)");
  }
}
