package orgs.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orgs.testing.Launcher;
import orgs.testing.Programs;
import orgs.testing.Result;

/** Commands of processes that a daemon can't stand in for run without it. */
class DaemonClientsIT extends WithDaemon {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "umask 077",
        "export ORGS_JAVA_OPTS=-Xmx64m",
        "export TZ=Asia/Tokyo",
        "ulimit -f 1000000",
        "exec 5</dev/null",
        "export ORGS_DAEMON=off",
        "ln -s \"$JAVA_HOME\" java; export JAVA_HOME=$PWD/java",
      })
  void otherSurroundingsMeanAnotherProcess(String difference) throws Exception {
    long commands =
        commands(
            () ->
                assertThat(sh(difference + "\norgs create acme -o rows")).isEqualTo(Result.ok("")));

    assertThat(commands).isZero();
    assertThat(Files.readString(work.resolve("rows"))).isEqualTo("1\tacme\n");
    if (difference.startsWith("umask")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work.resolve("rows"))))
          .isEqualTo("rw-------");
    }
  }

  /** As containers have them: the same home, and other numbers for the same processes. */
  @Test
  void processWithOtherNumbersRunsItself() throws Exception {
    String container = "unshare --pid --mount --fork --mount-proc ";
    assumeTrue(Programs.runs("sh", "-c", container + "true"), "no namespaces can be made here");

    long commands =
        commands(
            () ->
                assertThat(sh(container + Launcher.program() + " create acme"))
                    .isEqualTo(Result.ok("1\tacme\n")));

    assertThat(commands).isZero();
    assertThat(folder.running()).isPresent();
  }

  /** It may read all files, as root's programs may, but it isn't the user of the daemon. */
  @Test
  void anotherUserRunsItself() throws Exception {
    String user =
        "setpriv --reuid=65534 --inh-caps=+dac_override,+dac_read_search"
            + " --ambient-caps=+dac_override,+dac_read_search ";
    assumeTrue(Programs.runs("sh", "-c", user + "true"), "no command can run as another user");

    long commands =
        commands(
            () ->
                assertThat(sh(user + Launcher.program() + " create acme"))
                    .isEqualTo(Result.ok("1\tacme\n")));

    assertThat(commands).isZero();
  }

  /** The request as the launcher would make it, by a process that may write to the pipe. */
  @Test
  void requestOfAnotherUserIsNotServed() throws Exception {
    String user =
        "setpriv --reuid=65534 --inh-caps=+dac_override,+dac_read_search,+sys_ptrace"
            + " --ambient-caps=+dac_override,+dac_read_search,+sys_ptrace ";
    assumeTrue(Programs.runs("sh", "-c", user + "true"), "no command can run as another user");
    Path request =
        Files.writeString(
            work.resolve("request"),
            """
            {
              echo "11111111-2222 $$ 2 000 - -" 1<>%1$s/requests
              while [ -e %1$s/11111111-2222 ]; do :; done
              while read -r answer; do echo "$answer" >&8; done <&3
            } 6>%1$s/11111111-2222 7<&0 8>&1 9>&2 3<<'END' 4<<'END' 5<<'END'

            END

            END

            END
            """
                .formatted(work.resolve("home/cache/daemon")));
    String words = "sh %s %s create ".formatted(request, Launcher.program());

    assertThat(sh(words + "own").out()).endsWith("end 0\n");
    assertThat(sh(user + words + "other").out()).endsWith("\ncold\n");

    assertThat(orgs.contents()).containsExactly("own|null");
  }

  @Test
  void fullDiskIsNoObstacle() throws Exception {
    Path disk = Files.createDirectory(work.resolve("disk"));
    assumeTrue(
        Programs.runs("mount", "-t", "tmpfs", "-o", "nr_inodes=16,mode=0700", "tmpfs", disk + ""),
        "no small file system can be mounted");
    try {
      environment.put("ORGS_HOME", disk.toString());
      folder = DaemonFolder.of(environment);
      assertThat(sh("orgs daemon start -q").exit()).isZero();
      sh("for i in 1 2 3 4 5 6 7 8 9; do : >disk/$i; done 2>/dev/null");

      long commands =
          commands(() -> assertThat(sh("orgs create acme")).isEqualTo(Result.ok("1\tacme\n")));

      assertThat(commands).isZero();
      assertThat(sh("orgs daemon stop").exit()).isZero();
    } finally {
      Programs.runs("umount", "--lazy", disk.toString());
    }
  }
}
