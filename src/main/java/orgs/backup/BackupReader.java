package orgs.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;
import orgs.input.text.InputException;
import orgs.store.OrganizationName;
import orgs.store.SavedBackup;

/**
 * Reads a backup, in constant memory. It is checked from end to end before the first row is given:
 * what is cut off or changed gives none.
 */
public final class BackupReader implements SavedBackup, AutoCloseable {

  private final BackupLines lines;
  private final LongConsumer bytesRead;
  private final long organizationCount;
  private OrganizationName newName;
  private BackupLine ahead;

  /**
   * Opens a file and checks it.
   *
   * @param bytesRead is told how much of the file the rows given so far take
   * @throws InputException when it isn't a whole backup, or of a later version
   * @throws IOException when it can't be read
   */
  public BackupReader(Path file, LongConsumer bytesRead) throws IOException {
    this.bytesRead = bytesRead;
    this.organizationCount = check(file).organizations();
    this.lines = new BackupLines(file);
  }

  private static BackupLine.End check(Path file) throws IOException {
    try (BackupLines all = new BackupLines(file)) {
      BackupLine last = null;
      for (BackupLine next; (next = all.next()) != null; ) {
        last = next;
      }
      return (BackupLine.End) last;
    }
  }

  /** How many organizations it has. */
  public long organizationCount() {
    return organizationCount;
  }

  /** Gives its only organization another name. */
  public void rename(OrganizationName name) {
    newName = name;
  }

  @Override
  public Iterator<SavedOrganization> organizations() {
    return new Rows<>() {
      @Override
      SavedOrganization read() throws IOException {
        ahead = lines.next();
        return ahead instanceof BackupLine.Organization one
            ? new SavedOrganization(
                one.id(), newName == null ? one.name() : newName, one.mergedInto())
            : null;
      }
    };
  }

  @Override
  public Iterator<SavedMember> members() {
    return new Rows<>() {
      @Override
      SavedMember read() throws IOException {
        BackupLine line = ahead == null ? lines.next() : ahead;
        ahead = null;
        if (line instanceof BackupLine.Member one) {
          bytesRead.accept(lines.bytesRead());
          return new SavedMember(one.organizationId(), one.id(), one.name());
        }
        // Nothing comes after the last line.
        lines.next();
        return null;
      }
    };
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
}
