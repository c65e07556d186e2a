package orgs.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a daemon was started from. It ends when one of them is replaced.
 *
 * @param launcher the program that people call
 * @param checksum of the jar, as the file beside it has it
 */
record Build(Path launcher, String checksum, List<Path> files, List<String> marks) {

  private static final String CHECKSUM = "lib/orgs.jar.sha256";

  /** The distribution in this directory, and the Java that runs it. */
  static Build of(Path home, Path java) throws IOException {
    List<Path> files =
        List.of(
            home.resolve("lib/orgs.jar"),
            home.resolve(CHECKSUM),
            java.resolve("bin/java"),
            java.resolve("lib/modules"));
    return new Build(home.resolve("bin/orgs").toRealPath(), checksum(home), files, marks(files));
  }

  /** Of the jar of the distribution in this directory. */
  static String checksum(Path home) throws IOException {
    return Files.readString(home.resolve(CHECKSUM)).strip();
  }

  /** Whether all of them are those of the start. */
  boolean isThere() {
    try {
      return marks(files).equals(marks);
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> marks(List<Path> files) throws IOException {
    List<String> marks = new ArrayList<>();
    for (Path file : files) {
      BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
      marks.add(of.fileKey() + " " + of.size() + " " + of.lastModifiedTime());
    }
    return marks;
  }
}
