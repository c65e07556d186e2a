package orgs.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.config.DatabaseException;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** What somebody else could have put into our folders is neither run nor read. */
class OwnFolderTest {

  private static final int STRANGER = 1;

  @TempDir Path temporary;
  private Path home;

  @BeforeEach
  void home() throws IOException {
    home = Files.createDirectory(temporary.toRealPath().resolve("home"));
    mode(home, "rwxr-xr-x");
  }

  @Test
  void ownFolderIsFine() {
    assertThatCode(() -> OwnFolder.require(home)).doesNotThrowAnyException();
  }

  @Test
  void folderThatOthersCanWriteIsRefused() throws IOException {
    mode(home, "rwxrwxrwx");
    assertRefused(home, home + " can be written by others; it isn't used");
  }

  @Test
  void folderInOneThatOthersCanWriteIsRefused() throws IOException {
    Path cache = Files.createDirectory(home.resolve("cache"), Folders.OWNER_ONLY_FOLDER);
    mode(home, "rwxrwxrwx");
    assertRefused(
        cache,
        cache + " could be replaced by others: " + home + " can be written by them; it isn't used");
  }

  /** Nobody can rename what isn't his there. */
  @Test
  void folderInOneLikeTmpIsFine() throws IOException {
    Path cache = Files.createDirectory(home.resolve("cache"), Folders.OWNER_ONLY_FOLDER);
    Files.setAttribute(home, "unix:mode", 01777);
    assertThatCode(() -> OwnFolder.require(cache)).doesNotThrowAnyException();
  }

  @Test
  void folderOfAnotherUserIsRefused() throws IOException {
    give(home);
    assertRefused(home, home + " belongs to another user; it isn't used");
  }

  @Test
  void folderBehindALinkOfAnotherUserIsRefused() throws IOException {
    Path link = Files.createSymbolicLink(home.resolveSibling("link"), home);
    assertThatCode(() -> OwnFolder.require(link)).doesNotThrowAnyException();
    give(link);
    assertRefused(link, link + " is another user's link; it isn't used");
  }

  /** The black box: a program made beforehand by somebody else. */
  @Test
  void plantedProgramIsNotRun() throws IOException {
    Path mark = home.resolve("mark");
    ServerArchive archive = ServerArchive.ofThisMachine();
    Path bin =
        home.resolve(
            "cache/postgresql-%s-%.12s/bin".formatted(archive.version(), archive.sha256()));
    Files.createDirectories(bin);
    Path program = Files.writeString(bin.resolve("initdb"), "#!/bin/sh\ntouch " + mark + "\n");
    mode(program, "rwxr-xr-x");
    TestOrgs orgs = TestOrgs.unmigrated();
    orgs.environment().remove("ORGS_DATABASE_URL");
    orgs.environment().put("ORGS_HOME", home.toString());

    mode(home, "rwxrwxrwx");
    assertRefused(orgs, home + "/data could be replaced by others: " + home);
    mode(home, "rwxr-xr-x");
    give(home.resolve("cache"));
    assertRefused(orgs, home + "/cache belongs to another user; it isn't used");
    take(home.resolve("cache"));
    give(program);
    try {
      Result result = orgs.run("list");
      assertThat(result.exit()).as("%s", result).isZero();
      assertThat(result.err()).contains(bin.getParent() + " isn't as it was unpacked; ");
      assertThat(Files.size(program)).isGreaterThan(10_000);
      assertThat(Files.getOwner(program)).isEqualTo(Files.getOwner(home));
    } finally {
      orgs.run("db", "stop");
    }
    assertThat(mark).doesNotExist();
  }

  private static void assertRefused(TestOrgs orgs, String message) {
    Result result = orgs.run("list");

    assertThat(result.exit()).isEqualTo(ExitCode.FAILURE);
    assertThat(result.err())
        .contains("orgs: " + message)
        .endsWith("hint: set ORGS_HOME to a folder of your own\n");
  }

  private static void assertRefused(Path folder, String message) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> OwnFolder.require(folder))
        .withMessage(message);
  }

  /** To a stranger, which only root can do. */
  private static void give(Path path) throws IOException {
    assumeThat(new com.sun.security.auth.module.UnixSystem().getUid()).as("root's number").isZero();
    Files.setAttribute(path, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
  }

  private static void take(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", 0);
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
