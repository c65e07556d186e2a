package orgs.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A list of the files that were unpacked into a directory, kept in it. It shows files that have
 * been changed since, by a failing or full disk or by hand; it is no protection from a user who
 * changes the list, too.
 */
final class UnpackedFiles {

  private static final String NAME = ".unpacked";
  private static final int BUFFER_BYTES = 1 << 16;

  private UnpackedFiles() {}

  /** Writes the list of a folder that is complete. */
  static void list(Path folder) throws IOException {
    Path list = Files.createFile(folder.resolve(NAME), Folders.OWNER_ONLY_FILE);
    Files.writeString(list, describe(folder));
  }

  /**
   * Whether all files are as they were unpacked. Reads every byte, which takes less than a tenth of
   * a start.
   */
  static boolean areSound(Path folder) {
    try {
      return Files.readString(folder.resolve(NAME)).equals(describe(folder));
    } catch (IOException e) {
      return false;
    }
  }

  private static String describe(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .filter(path -> !path.equals(folder.resolve(NAME)))
          .map(path -> folder.relativize(path) + " " + content(path) + "\n")
          .sorted()
          .collect(Collectors.joining());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String content(Path path) {
    try {
      if (Files.isSymbolicLink(path)) {
        return "-> " + Files.readSymbolicLink(path);
      }
      return checksum(path) + (Files.isExecutable(path) ? " x" : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String checksum(Path file) throws IOException {
    CRC32 crc = new CRC32();
    long size = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        crc.update(buffer, 0, read);
        size += read;
      }
    }
    return size + " " + Long.toHexString(crc.getValue());
  }
}
