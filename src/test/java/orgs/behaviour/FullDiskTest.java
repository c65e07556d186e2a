package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.cli.syntax.ExitCode;
import orgs.testing.Eventually;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** A local database whose disk fills up loses nothing, and goes on when there is room. */
class FullDiskTest {

  private static final int MEBIBYTE = 1 << 20;

  private final TestOrgs orgs = TestOrgs.unmigrated();

  @TempDir Path folder;
  private Path disk;
  private Path filler;
  private Path reserve;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    filler = disk.resolve("filler");
    reserve = disk.resolve("reserve");
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=240m,mode=0755", "tmpfs", disk.toString()))
        .as("a small file system can be mounted")
        .isTrue();
    orgs.useLocalDatabase(folder, disk);
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    Files.deleteIfExists(filler);
    Files.deleteIfExists(reserve);
    orgs.run("db", "stop");
    // One that can't even stop for want of room must not outlive its disk.
    ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(disk + "/orgs"))
        .forEach(ProcessHandle::destroyForcibly);
    run("umount", "--lazy", disk.toString());
  }

  @Test
  void saysSoAndGoesOnWhenThereIsRoom() throws Exception {
    // The import leaves no room to recover in: this is what is made later.
    Files.write(reserve, new byte[80 * MEBIBYTE]);
    orgs.ok("create", "acme", "--member", "ann");
    Path names =
        Files.write(
            folder.resolve("names.txt"), Collections.nCopies(1_500_000, "somebody with a name"));

    Result full = orgs.run("members", "import", "acme", names.toString());
    assertThat(full.exit()).as(full.err()).isIn(ExitCode.FAILURE, ExitCode.UNREACHABLE);
    assertThat(full.err()).containsAnyOf("the server's disk is full", "/disk/orgs is full");

    orgs.run("db", "stop");
    fill();
    Result start = orgs.run("list");
    assertThat(start.exit()).as(start.err()).isEqualTo(ExitCode.FAILURE);
    assertThat(start.err())
        .contains("orgs: cannot start the local database: the disk that holds " + disk)
        .endsWith("is full\nhint: make room and try again: its data are kept\n");

    Files.delete(filler);
    Files.delete(reserve);
    Result after = orgs.ok("members", "list", "acme");
    assertThat(after.out()).isEqualTo("1\tann\n");
    orgs.ok("members", "add", "acme", "bob");
  }

  @Test
  void creationThatFindsNoRoomIsRepeated() throws IOException {
    fill();
    Result full = orgs.run("list");
    assertThat(full.exit()).as(full.err()).isEqualTo(ExitCode.FAILURE);
    assertThat(full.err()).contains("disk", " is full");

    Files.delete(filler);
    assertThat(orgs.ok("list").out()).isEmpty();
  }

  private void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] block = new byte[MEBIBYTE];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
    // What is left of the last block.
    try (OutputStream out = Files.newOutputStream(disk.resolve("filler.2"))) {
      while (true) {
        out.write(0);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
    Files.delete(disk.resolve("filler.2"));
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    return Eventually.exit(process) == 0;
  }
}
