package orgs.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class UnpackedServerTest {
  @TempDir private Path directory;

  @Test
  void keepsLinksAndExecutables() throws IOException {
    Path folder =
        unpack(file("bin/initdb", 0755), file("lib/a.so.1", 0644), link("lib/a.so", "a.so.1"));
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("bin"))).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("bin/initdb"))).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("lib/a.so.1"))).isEqualTo("rw-------");
    assertThat(Files.readSymbolicLink(folder.resolve("lib/a.so"))).isEqualTo(Path.of("a.so.1"));
    assertThat(folder.resolve("lib/a.so")).hasContent("lib/a.so.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "/outside", "lib/../../outside"})
  void refusesFilesOutsideTheFolder(String name) {
    assertThatIOException()
        .isThrownBy(() -> unpack(file(name, 0644)))
        .withMessageContaining("leaves its folder");
    assertThat(directory.resolve("outside")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../..", "/etc"})
  void refusesLinksOutOfTheFolder(String target) {
    assertThatIOException()
        .isThrownBy(() -> unpack(link("lib/link", target)))
        .withMessageContaining("leaves its folder");
  }

  private interface Damage {
    void to(Path folder) throws IOException;
  }

  static Stream<Damage> damages() {
    return Stream.of(
        folder -> Files.delete(folder.resolve("bin/initdb")),
        folder -> Files.delete(folder.resolve("lib/a.so")),
        folder -> Files.writeString(folder.resolve("lib/a.so.1"), "lib/b.so.1"),
        folder -> Files.writeString(folder.resolve("lib/a.so.1"), ""),
        folder -> Files.writeString(folder.resolve("lib/b.so"), "more"),
        folder ->
            Files.setPosixFilePermissions(
                folder.resolve("bin/initdb"), PosixFilePermissions.fromString("rw-------")),
        folder -> {
          Files.delete(folder.resolve("lib/a.so"));
          Files.createSymbolicLink(folder.resolve("lib/a.so"), Path.of("a.so.2"));
        },
        folder -> Files.delete(folder.resolve(".unpacked")),
        folder -> Files.writeString(folder.resolve(".unpacked"), ""));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damageIsNoticed(Damage damage) throws IOException {
    Path folder =
        unpack(file("bin/initdb", 0755), file("lib/a.so.1", 0644), link("lib/a.so", "a.so.1"));
    UnpackedFiles.list(folder);
    assertThat(UnpackedFiles.areSound(folder)).isTrue();

    damage.to(folder);
    assertThat(UnpackedFiles.areSound(folder)).isFalse();
  }

  @Test
  void nothingIsNotSound() {
    assertThat(UnpackedFiles.areSound(directory.resolve("nowhere"))).isFalse();
  }

  private record Entry(TarArchiveEntry header, byte[] content) {}

  private static Entry file(String name, int mode) {
    TarArchiveEntry header = new TarArchiveEntry(name, true);
    byte[] content = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    header.setMode(mode);
    header.setSize(content.length);
    return new Entry(header, content);
  }

  private static Entry link(String name, String target) {
    TarArchiveEntry header = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    header.setLinkName(target);
    return new Entry(header, new byte[0]);
  }

  private Path unpack(Entry... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options()))) {
      for (Entry entry : entries) {
        tar.putArchiveEntry(entry.header());
        tar.write(entry.content());
        tar.closeArchiveEntry();
      }
    }
    Path folder = directory.resolve("folder");
    UnpackedServer.unpack(new ByteArrayInputStream(bytes.toByteArray()), folder);
    return folder;
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
