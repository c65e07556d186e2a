package orgs.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orgs.testing.ClassArchive;
import orgs.testing.Eventually;
import orgs.testing.Programs;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** The package for Debian, of the profile dist, in a system of its own: a folder. */
class DebianPackageIT {

  private static final Path DEB = Path.of(System.getProperty("orgs.deb")).toAbsolutePath();

  private static final Path DISTRIBUTION = Path.of(System.getProperty("orgs.distribution"));

  private static final TestOrgs ORGS = TestOrgs.migrated();

  @TempDir Path folder;

  private Path system;

  @BeforeEach
  void newSystem() throws IOException {
    assumeThat(DEB).as("a package, which -Pdist makes").exists();
    assumeThat(Path.of("/usr/bin/dpkg")).as("Debian's dpkg").exists();
    system = Files.createDirectory(folder.resolve("system"));
    assumeThat(Files.getAttribute(system, "unix:uid"))
        .as("who may give files to root")
        .isEqualTo(0);
    Path packages = Files.createDirectories(system.resolve("var/lib/dpkg"));
    Files.createDirectories(packages.resolve("info"));
    Files.createDirectories(packages.resolve("updates"));
    Files.createFile(packages.resolve("status"));
  }

  @Test
  void isInstalledUsedUpgradedRemovedAndPurged() throws Exception {
    dpkg("--install", DEB.toString());
    assertThat(state()).startsWith("installed ");
    assertThat(dpkg("--verify", "orgs")).isEmpty();

    assertWorks();
    assertArchiveIsMade();
    assertThat(dpkg("--verify", "orgs")).as("what was written beside it").isEmpty();

    String former = state();
    dpkg("--install", nextVersion().toString());
    assertThat(state()).startsWith("installed ").isNotEqualTo(former);
    assertThat(system.resolve("usr/share/doc/orgs/examples")).doesNotExist();
    assertWorks();

    dpkg("--remove", "orgs");
    dpkg("--purge", "orgs");
    try (Stream<Path> left = Files.walk(system)) {
      assertThat(left.filter(Files::isRegularFile).map(file -> system.relativize(file).toString()))
          .allMatch(file -> file.startsWith("var/lib/dpkg/"));
    }
    assertThat(system.resolve("usr")).doesNotExist();
    assertThat(Files.readString(system.resolve("var/lib/dpkg/status"))).isEmpty();
  }

  @Test
  void hasEverythingWhereDebianLooksForIt() throws Exception {
    dpkg("--install", DEB.toString());
    Path share = system.resolve("usr/share");

    assertThat(names(share.resolve("orgs/lib"))).isEqualTo(names(DISTRIBUTION.resolve("lib")));
    assertThat(names(share.resolve("man/man1")))
        .isEqualTo(
            names(DISTRIBUTION.resolve("share/man/man1")).stream()
                .map(name -> name + ".gz")
                .toList());
    assertThat(unpacked(share.resolve("man/man1/orgs.1.gz")))
        .isEqualTo(Files.readString(DISTRIBUTION.resolve("share/man/man1/orgs.1")));
    assertThat(share.resolve("bash-completion/completions/orgs")).isNotEmptyFile();
    assertThat(share.resolve("zsh/vendor-completions/_orgs")).isNotEmptyFile();
    assertThat(share.resolve("fish/vendor_completions.d/orgs.fish")).isNotEmptyFile();
    assertThat(unpacked(share.resolve("doc/orgs/changelog.gz"))).startsWith("# Changelog");
    assertThat(unpacked(share.resolve("doc/orgs/changelog.Debian.gz")))
        .containsPattern("(?m)^orgs \\(\\d.*-1\\) .*\n(.*\n)+ -- .*>  \\w{3}, \\d+ \\w{3} \\d{4} ");
    assertThat(share.resolve("doc/orgs/orgs.cdx.json")).isNotEmptyFile();
    try (Stream<Path> installed = Files.walk(system.resolve("usr"))) {
      assertThat(installed)
          .allSatisfy(file -> assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(0))
          .filteredOn(file -> !Files.isSymbolicLink(file))
          .allSatisfy(
              file ->
                  assertThat((int) Files.getAttribute(file, "unix:mode") & 0777)
                      .isIn(Files.isDirectory(file) ? List.of(0755) : List.of(0644, 0755)));
    }
  }

  @Test
  void everyLicenceIsInIt() throws Exception {
    dpkg("--install", DEB.toString());
    String copyright = Files.readString(system.resolve("usr/share/doc/orgs/copyright"));

    for (String name : names(DISTRIBUTION.resolve("licenses"))) {
      if (name.equals("Apache-2.0.txt") || name.equals("CC0-1.0.txt")) {
        assertThat(copyright)
            .contains("/usr/share/common-licenses/" + name.substring(0, name.length() - 4));
      } else if (name.endsWith(".txt")) {
        String text = Files.readString(DISTRIBUTION.resolve("licenses").resolve(name));
        assertThat(copyright).contains("==> " + name + " <==\n" + text);
      }
    }
  }

  @Test
  void debiansOwnCheckFindsNoError() throws Exception {
    assumeThat(Path.of("/usr/bin/lintian")).as("lintian").exists();

    run("lintian", "--allow-root", "--fail-on", "error", DEB.toString());
  }

  private void assertWorks() throws Exception {
    assertThat(orgs("off", "--version").out()).startsWith("orgs ");
    assertThat(orgs("off", "create", "acme", "--if-not-exists").exit()).isZero();
    assertThat(orgs("off", "list").out()).isEqualTo("1\tacme\n");
  }

  /** Its path is made of the program's, which came through a relative link. */
  private void assertArchiveIsMade() throws Exception {
    Path archives = folder.resolve("archives");
    orgs(archives.toString(), "--version");
    Eventually.that("there is an archive", () -> files(archives, "orgs.jsa") == 1);
    // It removes former ones last.
    Programs.awaitNoneWith("ORGS_CLASS_ARCHIVE=" + archives);
    try (Stream<Path> made = Files.walk(archives)) {
      assertThat(made.filter(file -> file.endsWith("orgs.jsa")))
          .singleElement()
          .asString()
          .endsWith(system.toRealPath() + "/usr/share/orgs/orgs.jsa");
    }
  }

  private static long files(Path below, String name) throws IOException {
    try (Stream<Path> files = Files.exists(below) ? Files.walk(below) : Stream.of()) {
      return files.filter(file -> file.endsWith(name)).count();
    } catch (UncheckedIOException e) {
      return -1; // who makes it has just removed what it needed
    }
  }

  /** The same, of a newer version, with less in it. */
  private Path nextVersion() throws Exception {
    Path tree = folder.resolve("next");
    run("dpkg-deb", "--raw-extract", DEB.toString(), tree.toString());
    Path control = tree.resolve("DEBIAN/control");
    Files.writeString(
        control, Files.readString(control).replaceFirst("(?m)^(Version: .*)-1$", "$1-2"));
    run("rm", "-r", tree.resolve("usr/share/doc/orgs/examples").toString());
    Path next = folder.resolve("next.deb");
    run("dpkg-deb", "-Znone", "--build", tree.toString(), next.toString());
    return next;
  }

  /** {@code installed VERSION}. */
  private String state() throws Exception {
    return run(
        "dpkg-query",
        "--root=" + system,
        "--show",
        "--showformat=${db:Status-Status} ${Version}",
        "orgs");
  }

  private String dpkg(String... arguments) throws Exception {
    return run(
        Stream.concat(
                // There is no Java in this system.
                Stream.of(
                    "dpkg",
                    "--root=" + system,
                    "--log=" + folder.resolve("log"),
                    "--force-depends",
                    "--no-triggers"),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  private Result orgs(String archives, String... arguments) throws Exception {
    Map<String, String> environment = new TreeMap<>(ORGS.environment());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("ORGS_CLASS_ARCHIVE", archives);
    environment.put("HOME", folder.toString());
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of(system.resolve("usr/bin/orgs").toString()), Stream.of(arguments))
                .toList());
    builder.environment().putAll(environment);
    ClassArchive.withoutNice(builder, Files.createDirectories(folder.resolve("programs")));
    Process process = builder.redirectError(errors.toFile()).start();
    String out = text(process.getInputStream());
    return new Result(Eventually.exit(process), out, Files.readString(errors));
  }

  /** What a program says on stdout; it has to succeed. */
  private String run(String... command) throws Exception {
    Path errors = folder.resolve("errors");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    Process process = builder.start();
    process.getOutputStream().close();
    String out = text(process.getInputStream());
    assertThat(Eventually.exit(process))
        .as("%s: %s%s", String.join(" ", command), out, Files.readString(errors))
        .isZero();
    return out;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String unpacked(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return text(in);
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
