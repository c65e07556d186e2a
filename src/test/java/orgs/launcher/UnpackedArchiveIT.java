package orgs.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.testing.ClassArchive;
import orgs.testing.Effort;
import orgs.testing.Eventually;
import orgs.testing.Programs;
import orgs.testing.Randomized;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/**
 * The tar.gz, unpacked where nobody may write, below a path with a space, and started through a
 * link. Its users are somebody else than its owner where these tests run as root.
 */
@Order(1)
@Randomized
class UnpackedArchiveIT {

  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  private static final TestOrgs ORGS = TestOrgs.migrated();

  private static Path folder;
  private static Path home;
  private static Path link;
  private static boolean root;

  /** Programs that take the place of the system's. */
  private static Path programs;

  /** Where the first command put its cache. */
  private static Path first;

  private static Result firstCommand;

  @BeforeAll
  static void unpack() throws Exception {
    folder = Files.createTempDirectory("orgs-unpacked-").toRealPath();
    open(folder);
    Path elsewhere = Files.createDirectory(folder.resolve("else where"));
    open(elsewhere);
    root = Files.getAttribute(folder, "unix:uid").equals(0);
    Path distribution = Path.of(System.getProperty("orgs.distribution"));
    run("tar", "-xzf", distribution + ".tar.gz", "-C", elsewhere.toString());
    home = elsewhere.resolve(distribution.getFileName());
    run("chmod", "-R", "a-w", home.toString());
    link = Files.createSymbolicLink(elsewhere.resolve("a link"), home.resolve("bin/orgs"));

    programs = newFolder("programs");
    first = newFolder("first");
    Path former = formerArchive(first, "0".repeat(64), home);
    Path others = formerArchive(first, "0".repeat(64), Path.of("/elsewhere"));
    Path held = holdTheMakerOfArchives();
    // This returns when the command's pipes have come to their end.
    firstCommand = orgs(first, "", "--version");
    assertThat(archive(first)).as("an archive before it can be made").isNull();
    Files.delete(held);
    awaitArchive(first);
    assertThat(former).doesNotExist();
    assertThat(others).exists();
    Files.delete(others);
  }

  /** Lets it wait for its turn until the file that is returned has gone. */
  private static Path holdTheMakerOfArchives() throws IOException {
    Path held = Files.createFile(folder.resolve("held"));
    Path nice =
        Files.writeString(
            programs.resolve("nice"),
            "#!/bin/sh\nwhile [ -e '" + held + "' ]; do sleep 0.1; done\nexec \"$@\"\n");
    open(nice);
    return held;
  }

  @AfterAll
  static void delete() throws Exception {
    run("chmod", "-R", "u+w", folder.toString());
    run("rm", "-rf", folder.toString());
  }

  /** Made by the profile dist. */
  @Test
  void billOfMaterialsTellsTheHashesOfWhatIsShipped() throws Exception {
    Path bill = home.resolve("licenses/orgs.cdx.json");
    assumeThat(bill).as("a bill of materials, which -Pdist makes").exists();
    String content = Files.readString(bill);
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      assertThat(jars.filter(jar -> jar.toString().endsWith(".jar")))
          .hasSizeGreaterThan(5)
          .filteredOn(jar -> !jar.endsWith("orgs.jar"))
          .allSatisfy(jar -> assertThat(content).contains(sha256(jar)));
    }
  }

  private static String sha256(Path file) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(hash);
  }

  @Test
  void firstCommandDoesNotWaitForTheArchive() {
    assertThat(firstCommand.exit()).as(firstCommand.err()).isZero();
    assertThat(firstCommand.out()).startsWith("orgs ");
    assertThat(firstCommand.err()).isEmpty();
  }

  @Test
  void createLoadsLittleAndFromTheArchive() throws Exception {
    Path log = newFolder("log").resolve("classes.txt");

    Result result = orgs(first, "-Xlog:class+load:file=" + log, "create", "acme");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    List<String> loaded =
        Files.readAllLines(log).stream().filter(line -> line.contains(" source: ")).toList();
    assertThat(loaded)
        .hasSizeGreaterThan(1000)
        .noneMatch(line -> line.matches(".*\\borg\\.(flywaydb|jline|tukaani)\\..*"))
        .noneMatch(line -> line.matches(".*\\borg\\.apache\\.commons\\..*"))
        .noneMatch(line -> line.matches(".*\\bcom\\.fasterxml\\..*"))
        .noneMatch(line -> line.matches(".*\\borgs\\.input\\..*"));
    List<String> others =
        loaded.stream().filter(line -> !line.contains("shared objects file")).toList();
    assertThat(others).as("not in the archive").hasSizeLessThan(loaded.size() / 20);
  }

  private interface Damage {
    void to(Path archive) throws Exception;
  }

  /**
   * Files that the JVM believes, damaged anywhere, visibly or not. Each archive takes seconds to be
   * made anew: a build tries one kind of damage, CI all of them.
   */
  @Test
  void damagedArchiveIsMadeAnew() throws Exception {
    Path cache = copyOfFirst("damaged");
    awaitSound(cache);
    long size = Files.size(archive(cache));
    List<Damage> damages = new ArrayList<>();
    damages.add(archive -> truncate(archive, size / 2));
    damages.add(archive -> Files.writeString(archive, "x".repeat(100_000)));
    damages.add(
        archive -> {
          Files.delete(archive);
          Files.createDirectory(archive);
        });
    damages.add(archive -> overwrite(archive, 2 * size / 3));
    if (Files.exists(archive(cache).resolveSibling("lib"))) {
      damages.add(archive -> overwrite(archive.resolveSibling("lib/orgs.jar"), 100_000));
    }
    Collections.shuffle(damages, new Random(Effort.seed()));
    for (Damage damage : damages.subList(0, Math.min(Effort.of("damages", 1), damages.size()))) {
      Path archive = archive(cache);
      run("chmod", "-R", "u+w", archive.getParent().toString());
      damage.to(archive);
      giveToUser(archive.getParent());

      assertThat(orgs(cache, "", "--version")).isEqualTo(firstCommand);
      awaitSound(cache);
    }
    assertThat(crashReports()).isEmpty();
  }

  /** As a disk does it: the file looks as it did. */
  @Test
  void archiveThatCrashedTheJvmIsMadeAnew() throws Exception {
    Path cache = copyOfFirst("crashed");
    awaitSound(cache);
    Path report = archive(cache).resolveSibling("crashed");
    Files.writeString(report, "# A fatal error has been detected by the Java Runtime Environment");
    giveToUser(report);

    assertThat(orgs(cache, "", "--version")).isEqualTo(firstCommand);
    awaitSound(cache);
    assertThat(report).doesNotExist();
    assertThat(orgs(cache, "-XX:+PrintFlagsFinal", "--version").err())
        .containsPattern("ErrorFile += " + Pattern.quote(report.toString()));

    Files.writeString(report, "# There is insufficient memory for the Java Runtime Environment");
    giveToUser(report);
    Object made = Files.readAttributes(archive(cache), "unix:ino").get("ino");
    assertThat(orgs(cache, "", "--version")).isEqualTo(firstCommand);
    assertThat(report).doesNotExist();
    assertThat(Files.getAttribute(archive(cache), "unix:ino")).isEqualTo(made);
  }

  private static void truncate(Path archive, long size) throws IOException {
    try (var channel = Files.newByteChannel(archive, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  private static void overwrite(Path archive, long position) throws IOException {
    try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(10_000), position);
    }
  }

  /** A copy is of another time, and so is whatever was written into. */
  private static void awaitSound(Path cache) throws Exception {
    FileTime time = Files.getLastModifiedTime(home.resolve("lib/orgs.jar.sha256"));
    for (int i = 0; ; i++) {
      assertThat(orgs(cache, "", "--version")).isEqualTo(firstCommand);
      awaitArchive(cache);
      Path archive = archive(cache);
      if (archive != null && time.equals(Files.getLastModifiedTime(archive))) {
        return;
      }
      assertThat(i).as("attempts").isLessThan(10);
    }
  }

  private static List<Path> crashReports() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains("hs_err")).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "shell, <&-, 1, orgs: can't read the commands: standard input is closed",
    "members import reader -, <&-, 1, orgs: can't read stdin: standard input is closed",
    "members import reader /dev/stdin, <&-, 1, orgs: can't read /dev/stdin: standard input is"
        + " closed",
    "list, >&-, 1, orgs: can't write the output: standard output is closed",
    "--version, >&-, 1, orgs: can't write the output: standard output is closed",
    "--help, >&-, 1, orgs: can't write the output: standard output is closed",
    "create A, >&-, 11, 'orgs: the change was made, but its rows could not be written: standard"
        + " output is closed'",
    "members sync reader /dev/fd/7 --yes, '', 2, orgs: /dev/fd/7 is not open",
    "list -o /dev/fd/8, '', 2, orgs: /dev/fd/8 is not open",
    "members import reader /dev/fd/7 --quiet, 7</dev/null, 0, ''",
    "show nobody, 2>&-, 3, ''",
    "create B, >&- 2>&-, 11, ''",
    "create C, <&- >&- 2>&-, 11, ''",
    "shell, <&- >&- 2>&-, 1, ''",
  })
  void closedStreamsAreNoFiles(String command, String streams, int exit, String message)
      throws Exception {
    ORGS.ok("create", "reader", "--if-not-exists");
    List<String> words = new ArrayList<>(List.of("sh", "-c", "exec \"$0\" \"$@\" " + streams));
    words.add(link.toString());
    words.addAll(List.of(command.split(" ")));

    Result result = end(start(first, "", "closed", words), "closed");
    assertThat(result.exit()).as(result.err()).isEqualTo(exit);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().findFirst().orElse("")).isEqualTo(message);
    if (command.startsWith("create")) {
      assertThat(ORGS.contents()).contains(command.substring(7) + "|null");
    }
  }

  @Test
  void archiveOfAnotherUserIsNotUsed() throws Exception {
    assumeThat(root).as("root can give a file to somebody").isTrue();
    assertThat(isArchiveUsed()).isTrue();
    for (Path planted : List.of(archive(first), first.resolve("cache/archive"))) {
      run("chown", "1:1", planted.toString());
      // It would be another one's, but could be read.
      run("chmod", "755", planted.toString());
      try {
        assertThat(isArchiveUsed()).as("%s", planted).isFalse();
      } finally {
        giveToUser(first);
      }
      // A file of somebody else's in a folder of ours has been replaced.
      awaitArchive(first);
      assertThat(isArchiveUsed()).isTrue();
    }
  }

  @Test
  void archiveThatOthersCouldReplaceIsNotUsed() throws Exception {
    run("chmod", "777", first.toString());
    try {
      assertThat(isArchiveUsed()).isFalse();

      // As /tmp is: everybody owns what he makes there.
      run("chmod", "1777", first.toString());
      assertThat(isArchiveUsed()).isTrue();
    } finally {
      open(first);
    }
  }

  private static boolean isArchiveUsed() throws Exception {
    Path log = Files.createTempDirectory(folder, "log-").resolve("classes.txt");
    giveToUser(log.getParent());
    assertThat(orgs(first, "-Xlog:class+load:file=" + log, "--version")).isEqualTo(firstCommand);
    return Files.readAllLines(log).stream()
        .anyMatch(line -> line.matches(".*\\borgs\\.Main source: shared objects file.*"));
  }

  @Test
  void twoFirstCommandsAtOnce() throws Exception {
    Path cache = newFolder("two");
    Process one = start(cache, "", "one", "--version");
    Process other = start(cache, "", "other", "--version");

    assertThat(end(one, "one")).isEqualTo(firstCommand);
    assertThat(end(other, "other")).isEqualTo(firstCommand);
    awaitArchive(cache);
    assertThat(orgs(cache, "", "--version")).isEqualTo(firstCommand);
  }

  @Test
  void cacheThatCannotBeWritten() throws Exception {
    Path cache = newFolder("read-only");
    run("chmod", "a-w", cache.toString());
    assumeThat(Files.isWritable(cache) && !root).as("root may write everywhere").isFalse();

    assertThat(orgs(cache, "", "--version")).isEqualTo(firstCommand);
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void everyJarHasItsLicenceNamed() throws IOException {
    String licences = Files.readString(home.resolve("licenses/README.txt"));
    List<String> jars = new ArrayList<>();
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar") && !name.equals("orgs.jar"))
          .map(name -> name.replaceFirst("(-linux-\\w+)?-\\d+\\..*", ""))
          .forEach(jars::add);
    }
    List<String> named = new ArrayList<>();
    for (String line : licences.lines().skip(4).toList()) {
      String[] columns = line.strip().split(" {2,}");
      assertThat(home.resolve("licenses").resolve(columns[2].split(",")[0])).exists();
      if (!line.startsWith(" ")) {
        named.add(columns[0]);
      }
    }
    assertThat(named).isSorted().containsExactlyInAnyOrderElementsOf(jars);
  }

  /** Runs orgs through the link. */
  private static Result orgs(Path cache, String javaOptions, String... arguments)
      throws IOException, InterruptedException {
    return end(start(cache, javaOptions, "alone", arguments), "alone");
  }

  private static Process start(Path cache, String javaOptions, String name, String... arguments)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(link.toString()));
    words.addAll(List.of(arguments));
    return start(cache, javaOptions, name, words);
  }

  private static Process start(Path cache, String javaOptions, String name, List<String> words)
      throws IOException {
    List<String> command = new ArrayList<>(root ? AS_NOBODY : List.of());
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.keySet().removeIf(variable -> !variable.matches("PATH|ORGS_CI_RUN.*"));
    environment.putAll(ORGS.environment());
    environment.computeIfPresent(
        "PATH", (variable, path) -> folder.resolve("programs") + ":" + path);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("HOME", cache.toString());
    environment.put("ORGS_HOME", cache.toString());
    environment.put("ORGS_JAVA_OPTS", javaOptions);
    builder.environment().clear();
    builder.environment().putAll(environment);
    ClassArchive.withoutNice(builder, programs);
    return builder.redirectError(Redirect.to(errors(name).toFile())).start();
  }

  /** Reads until the end of the pipe, which comes late when somebody else keeps it open. */
  private static Result end(Process process, String name) throws IOException, InterruptedException {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes());
    return new Result(Eventually.exit(process), out, Files.readString(errors(name)));
  }

  private static Path errors(String name) {
    return folder.resolve("stderr of " + name);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(Eventually.exit(process)).isZero();
  }

  /** A folder that the users of these tests may write into. */
  private static Path newFolder(String name) throws Exception {
    Path created = Files.createDirectory(folder.resolve(name));
    giveToUser(created);
    return created;
  }

  private static void giveToUser(Path path) throws Exception {
    if (root) {
      run("chown", "-R", "65534:65534", path.toString());
    }
  }

  private static void open(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path copyOfFirst(String name) throws Exception {
    Path copy = folder.resolve(name);
    run("cp", "-Rp", first.toString(), copy.toString());
    run("chmod", "-R", "u+w", copy.toString());
    giveToUser(copy);
    return copy;
  }

  /** A file in the place of the archive that this Java had for other jars at this place. */
  private static Path formerArchive(Path cache, String content, Path home) throws Exception {
    Path archives = cache.resolve("cache/archive");
    Path file =
        Path.of(
            archives.resolve(content).resolve("17.0.1+1")
                + System.getProperty("java.home")
                + home.toString().replace(' ', '+'),
            "orgs.jsa");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "former");
    giveToUser(cache);
    return file;
  }

  /** The archive of these jars, or null when there is none yet. */
  private static Path archive(Path cache) throws IOException {
    String content = Files.readString(home.resolve("lib/orgs.jar.sha256")).strip();
    Path folder = cache.resolve("cache/archive").resolve(content);
    if (!Files.exists(folder)) {
      return null;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith("orgs.jsa")).findFirst().orElse(null);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        // Who makes it has just ended, and removed what it needed.
        return archive(cache);
      }
      throw e;
    }
  }

  /** Waits until the process that makes the archive, and then removes former ones, has ended. */
  private static void awaitArchive(Path cache) {
    Eventually.that("there is an archive", () -> archive(cache) != null);
    Programs.awaitNoneWith("ORGS_HOME=" + cache);
  }
}
