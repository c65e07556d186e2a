package orgs.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.Eventually;
import orgs.testing.Result;

/** The archive's script install, below a path with a space. */
class InstallIT {

  private static final Path DISTRIBUTION =
      Path.of(System.getProperty("orgs.distribution")).toAbsolutePath();

  private static final String SCRIPT = DISTRIBUTION.resolve("install").toString();

  @TempDir Path folder;

  private Path prefix;

  @BeforeEach
  void somebodysFiles() throws IOException {
    prefix = folder.toRealPath().resolve("a prefix");
    Files.createDirectories(prefix.resolve("bin"));
    Files.writeString(prefix.resolve("bin/other"), "other");
  }

  @Test
  void installsAllAndRemovesAll() throws Exception {
    List<String> before = files();

    Result installed = run(SCRIPT, "--prefix", prefix.toString());

    assertThat(installed)
        .isEqualTo(
            Result.ok(
                "installed %s in %s\nhint: add %s/bin to your PATH\n"
                    .formatted(version(), prefix, prefix)));
    assertThat(names(prefix.resolve("share/orgs/lib")))
        .isEqualTo(names(DISTRIBUTION.resolve("lib")));
    for (String file :
        List.of(
            "man/man1/orgs.1",
            "bash-completion/completions/orgs",
            "zsh/site-functions/_orgs",
            "fish/vendor_completions.d/orgs.fish")) {
      assertThat(prefix.resolve("share").resolve(file))
          .hasSameBinaryContentAs(DISTRIBUTION.resolve("share").resolve(file));
    }

    Result removed = run(prefix.resolve("share/orgs/install").toString(), "--uninstall");

    assertThat(removed).isEqualTo(Result.ok("removed orgs from " + prefix + "\n"));
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void updateLeavesNothingOfTheFormerOne() throws Exception {
    List<String> before = files();
    Path former = folder.resolve("former");
    assertThat(run("cp", "-R", DISTRIBUTION.toString(), former.toString()).exit()).isZero();
    Files.writeString(former.resolve("share/man/man1/orgs-former.1"), "former");
    Files.createDirectory(former.resolve("share/former"));
    Files.writeString(former.resolve("share/former/file"), "former");
    Files.writeString(former.resolve("lib/former.jar"), "former");
    assertThat(run("chmod", "-R", "a-w", former.toString()).exit()).isZero();
    ok(former.resolve("install").toString(), "--prefix", prefix.toString());
    assertThat(files()).contains("share/former/file", "share/orgs/lib/former.jar");

    ok(SCRIPT, "--prefix=" + prefix);

    assertThat(files())
        .doesNotContain("share/former/file", "share/orgs/lib/former.jar")
        .doesNotContain("share/man/man1/orgs-former.1")
        .contains("share/man/man1/orgs.1");
    version();
    ok(SCRIPT, "--uninstall", "--prefix", prefix.toString());
    assertThat(files()).isEqualTo(before);
    assertThat(run("chmod", "-R", "u+w", former.toString()).exit()).isZero();
  }

  /** Half of it may be there when somebody ends it. */
  @Test
  void installationThatWasInterruptedIsRepeated() throws Exception {
    List<String> before = files();
    ok(SCRIPT, "--prefix", prefix.toString());
    Files.delete(prefix.resolve("bin/orgs"));
    Files.delete(prefix.resolve("share/man/man1/orgs.1"));
    Files.createDirectory(prefix.resolve("share/orgs.new"));

    ok(SCRIPT, "--prefix", prefix.toString());

    version();
    assertThat(prefix.resolve("share/man/man1/orgs.1")).exists();
    ok(SCRIPT, "--prefix", prefix.toString(), "--uninstall");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void filesOfOthersAreNotReplaced() throws Exception {
    Path theirs = Files.writeString(prefix.resolve("bin/orgs"), "theirs");
    List<String> before = files();

    assertFails(
        prefix
            + "/bin/orgs is there already, and not from here\n"
            + "hint: move it away, or choose another --prefix",
        "--prefix",
        prefix.toString());

    assertThat(files()).isEqualTo(before);
    assertThat(theirs).hasContent("theirs");
    Files.delete(theirs);
    Files.createDirectories(prefix.resolve("share/orgs"));
    assertFails(
        prefix
            + "/share/orgs is not an orgs that this script installed\n"
            + "hint: move it away, or choose another --prefix",
        "--prefix",
        prefix.toString());
    assertFails(
        "no orgs is installed in " + prefix + "\nhint: name its place with --prefix",
        "--uninstall",
        "--prefix",
        prefix.toString());
  }

  /** What others put into a folder that was made for orgs keeps it. */
  @Test
  void foldersThatOthersUseStay() throws Exception {
    ok(SCRIPT, "--prefix", prefix.toString());
    Path page = Files.writeString(prefix.resolve("share/man/man1/other.1"), "other");

    ok(SCRIPT, "--prefix", prefix.toString(), "--uninstall");

    assertThat(page).hasContent("other");
    assertThat(prefix.resolve("share/zsh")).doesNotExist();
  }

  @Test
  void folderThatCannotBeWritten() throws Exception {
    assertThat(run("chmod", "a-w", prefix.toString()).exit()).isZero();
    assumeThat(Files.isWritable(prefix)).as("root may everything").isFalse();

    assertFails(
        prefix + " can't be written\nhint: choose another --prefix, or run this as root",
        "--prefix",
        prefix.toString());
  }

  @Test
  void usage() throws Exception {
    assertThat(run(SCRIPT, "--help").out()).startsWith("Usage: install [--prefix DIR]\n");
    assertThat(run(SCRIPT, "--prefix").exit()).isEqualTo(2);
    assertThat(run(SCRIPT, "here").err())
        .isEqualTo("install: unknown argument 'here'\nhint: install --help shows what there is\n");
  }

  private String version() throws Exception {
    Result version = run(prefix.resolve("bin/orgs").toString(), "--version");
    assertThat(version.exit()).as(version.err()).isZero();
    return version.out().strip();
  }

  private void ok(String... command) throws Exception {
    Result result = run(command);
    assertThat(result.exit()).as(result.toString()).isZero();
    assertThat(result.err()).isEmpty();
  }

  private void assertFails(String message, String... arguments) throws Exception {
    String[] command =
        Stream.concat(Stream.of(SCRIPT), Stream.of(arguments)).toArray(String[]::new);
    assertThat(run(command)).isEqualTo(new Result(1, "", "install: " + message + "\n"));
  }

  private Result run(String... command) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    Map<String, String> environment = new TreeMap<>(builder.environment());
    environment.keySet().removeIf(name -> name.startsWith("ORGS_") && !name.startsWith("ORGS_CI"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("ORGS_CLASS_ARCHIVE", "off");
    environment.put("HOME", folder.toString());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(Eventually.exit(process), out, Files.readString(errors));
  }

  /** Everything below the prefix, folders included. */
  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(prefix)) {
      return files.map(file -> prefix.relativize(file).toString()).sorted().toList();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
