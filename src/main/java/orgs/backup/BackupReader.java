package orgs.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import orgs.input.InputException;
import orgs.input.InputFile;
import orgs.input.LineSplitter;
import orgs.store.SavedBackup;

/**
 * Reads a backup, in constant memory. It is checked from end to end before the first row is given:
 * what is cut off or changed gives none.
 */
public final class BackupReader implements SavedBackup, AutoCloseable {

  private final Path file;
  private final BackupLine end;
  private final LongConsumer bytesRead;
  private final Lines lines;
  private String newName;
  private BackupLine ahead;

  /**
   * Opens a file and checks it.
   *
   * @param bytesRead is told how much of the file the rows given so far take
   * @throws InputException when it isn't a whole backup, or of a later version
   * @throws IOException when it can't be read
   */
  public BackupReader(Path file, LongConsumer bytesRead) throws IOException {
    this.file = file;
    this.bytesRead = bytesRead;
    try (Lines all = new Lines(file)) {
      this.end = checked(all);
    }
    this.lines = new Lines(file);
    lines.next();
  }

  private static BackupLine checked(Lines all) throws IOException {
    byte[] last = all.nextBytes();
    if (last == null || !isHeader(last)) {
      throw new InputException("is not a backup", "orgs backup makes one");
    }
    CRC32 crc = new CRC32();
    long count = 0;
    for (byte[] next; (next = all.nextBytes()) != null; last = next) {
      crc.update(last);
      crc.update('\n');
      count++;
    }
    BackupLine end = BackupLine.read(last);
    if (end == null || end.crc() == null) {
      throw damaged("its last line is missing, so it was cut off");
    }
    if (!end.crc().equals("%08x".formatted(crc.getValue()))
        || end.organizations() + end.members() != count - 1) {
      throw damaged("its checksum doesn't match, so it was changed");
    }
    return end;
  }

  private static boolean isHeader(byte[] line) throws IOException {
    BackupLine header = BackupLine.read(line);
    if (header == null || header.version() == null) {
      return false;
    }
    if (header.version() != BackupWriter.VERSION) {
      throw new InputException(
          "is a backup of format "
              + header.version()
              + ", and this orgs reads "
              + BackupWriter.VERSION,
          "a newer orgs restores it");
    }
    return true;
  }

  private static InputException damaged(String how) {
    return new InputException("is not a complete backup: " + how, "nothing was restored");
  }

  /** How many organizations it has. */
  public long organizationCount() {
    return end.organizations();
  }

  /** Gives its only organization another name. */
  public void rename(String name) {
    newName = name;
  }

  @Override
  public Iterator<SavedOrganization> organizations() {
    return new Rows<>() {
      @Override
      SavedOrganization read() throws IOException {
        ahead = lines.next();
        return organization(ahead, newName);
      }
    };
  }

  @Override
  public Iterator<SavedMember> members() {
    return new Rows<>() {
      private final Iterator<SavedOrganization> known = namesakes();
      private SavedOrganization current;
      private long count;

      @Override
      SavedMember read() throws IOException {
        BackupLine line = ahead;
        ahead = null;
        line = line == null ? lines.next() : line;
        if (line == null || line.memberId() == null) {
          if (count != end.members()) {
            throw damaged("it doesn't have as many members as it says");
          }
          return null;
        }
        // Both come in the order of the organizations' ids.
        while (current == null || current.id() < line.orgId()) {
          if (!known.hasNext()) {
            throw damaged("it has members of an organization that it lacks");
          }
          current = known.next();
        }
        if (current.id() != line.orgId()) {
          throw damaged("it has members of an organization that it lacks");
        }
        count++;
        bytesRead.accept(lines.read());
        return new SavedMember(line.orgId(), line.memberId(), line.memberName());
      }
    };
  }

  /** The organizations once more, from the file. */
  private Iterator<SavedOrganization> namesakes() {
    return new Rows<>() {
      private Lines again;

      @Override
      SavedOrganization read() throws IOException {
        if (again == null) {
          again = new Lines(file);
          lines.also(again);
          again.next();
        }
        return organization(again.next(), null);
      }
    };
  }

  private static SavedOrganization organization(BackupLine line, String newName) {
    return line == null || line.memberId() != null || line.orgId() == null
        ? null
        : new SavedOrganization(
            line.orgId(), newName == null ? line.orgName() : newName, line.mergedInto());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** Rows until one is null. */
  private abstract static class Rows<T> implements Iterator<T> {

    private T next;
    private boolean ended;

    abstract T read() throws IOException;

    @Override
    public boolean hasNext() {
      if (next == null && !ended) {
        try {
          next = read();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        ended = next == null;
      }
      return !ended;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      T result = next;
      next = null;
      return result;
    }
  }

  /** The lines of the file, which may be packed. */
  private static final class Lines implements AutoCloseable {

    private final InputFile input;
    private final LineSplitter lines;
    private Lines other;

    Lines(Path file) throws IOException {
      input = InputFile.open(file);
      try {
        lines = new LineSplitter(input.content());
      } catch (IOException e) {
        input.close();
        throw e;
      }
    }

    byte[] nextBytes() throws IOException {
      return lines.next();
    }

    /** The next line, or null at the end. */
    BackupLine next() throws IOException {
      byte[] line = lines.next();
      if (line == null) {
        return null;
      }
      BackupLine read = BackupLine.read(line);
      if (read == null) {
        throw damaged("line " + lines.number() + " is none of a backup");
      }
      return read;
    }

    long read() {
      return input.read();
    }

    /** Closes another one with this one. */
    void also(Lines another) {
      other = another;
    }

    @Override
    public void close() throws IOException {
      if (other != null) {
        other.close();
      }
      input.close();
    }
  }
}
