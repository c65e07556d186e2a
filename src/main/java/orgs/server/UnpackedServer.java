package orgs.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs in the cache folder, unpacked when first asked for. */
final class UnpackedServer {
  private UnpackedServer() {}

  /**
   * The folder that holds {@code bin}, {@code lib} and {@code share}. Its name holds version and
   * checksum; it is unpacked beside and renamed, and unpacked again where it has been damaged.
   */
  static Path in(Path cache, ServerArchive archive, Consumer<String> messages) throws IOException {
    Path folder =
        cache.resolve("postgresql-%s-%.12s".formatted(archive.version(), archive.sha256()));
    if (UnpackedFiles.areSound(folder)) {
      return folder;
    }
    Runnable waiting = () -> messages.accept("waiting for another orgs to unpack PostgreSQL");
    return LockFile.holding(
        cache.resolve("lock"),
        waiting,
        () -> {
          if (!UnpackedFiles.areSound(folder)) {
            messages.accept(
                Files.exists(folder)
                    ? folder
                        + " isn't as it was unpacked; unpacking PostgreSQL "
                        + archive.version()
                    : "unpacking PostgreSQL " + archive.version());
            archive.verify();
            replace(folder, archive);
          }
          return folder;
        });
  }

  /**
   * Replaces the directory. The lock is held, so the others beside it are those of killed
   * processes.
   */
  private static void replace(Path folder, ServerArchive archive) throws IOException {
    Path unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
    Path damaged = folder.resolveSibling(folder.getFileName() + ".damaged");
    Folders.delete(unfinished);
    Folders.delete(damaged);
    try (InputStream in = archive.open()) {
      unpack(in, unfinished);
      UnpackedFiles.list(unfinished);
      sync(unfinished);
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        // A server that runs goes on with the files that it has, and finds the new ones by their
        // names.
        Files.move(folder, damaged, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(unfinished);
      Folders.delete(damaged);
    }
  }

  /**
   * Unpacks a {@code .txz} of files, folders and links; refuses an entry that leaves the folder.
   */
  static void unpack(InputStream txz, Path folder) throws IOException {
    Files.createDirectory(folder, Folders.OWNER_ONLY_FOLDER);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(txz)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = inside(folder, folder.resolve(entry.getName()), entry);
        if (entry.isDirectory()) {
          Folders.create(path);
          continue;
        }
        Folders.create(path.getParent());
        if (entry.isSymbolicLink()) {
          inside(folder, path.resolveSibling(entry.getLinkName()), entry);
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
          write(tar, path, (entry.getMode() & 0100) != 0);
        } else {
          throw new IOException("unexpected kind of archive entry: " + entry.getName());
        }
      }
    }
  }

  private static Path inside(Path folder, Path path, TarArchiveEntry entry) throws IOException {
    if (!path.normalize().startsWith(folder)) {
      throw new IOException("archive entry leaves its folder: " + entry.getName());
    }
    return path.normalize();
  }

  private static void write(InputStream in, Path file, boolean executable) throws IOException {
    String mode = executable ? "rwx------" : "rw-------";
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))) {
      in.transferTo(Channels.newOutputStream(channel));
    }
  }

  /** Or a power cut after the rename leaves empty files in a folder that counts as complete. */
  private static void sync(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    }
  }
}
