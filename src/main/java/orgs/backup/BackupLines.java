package orgs.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.CRC32;
import orgs.input.text.InputException;
import orgs.input.text.InputFile;
import orgs.input.text.LineSplitter;

/**
 * The lines of a backup in the order that {@link BackupWriter} gives them, in constant memory. What
 * is cut off or changed is refused, and so is what has a right checksum and can't have been written
 * so: a checksum is no seal.
 */
final class BackupLines implements AutoCloseable {

  private static final BackupLine.Organization NONE = new BackupLine.Organization(0, null, null);

  private final Path file;
  private final InputFile input;
  private final LineSplitter lines;
  private final CRC32 crc = new CRC32();

  /** The organizations once more, to know whose members come. */
  private BackupLines known;

  private BackupLine last;
  private BackupLine.Organization lastOrganization = NONE;
  private BackupLine.Organization ofMembers = NONE;
  private long organizations;
  private long members;

  /**
   * Opens a file, which may be packed, and reads its first line.
   *
   * @throws InputException when it isn't a backup, or of a later version
   */
  BackupLines(Path file) throws IOException {
    this.file = file;
    this.input = InputFile.open(file);
    try {
      this.lines = new LineSplitter(input.content());
      begin();
    } catch (IOException | RuntimeException e) {
      input.close();
      throw e;
    }
  }

  private void begin() throws IOException {
    byte[] line = lines.next();
    try {
      last = line == null ? null : BackupLine.read(line);
    } catch (BackupLine.Malformed e) {
      last = null;
    }
    if (!(last instanceof BackupLine.Header header)) {
      throw new InputException("is not a backup", "orgs backup makes one");
    }
    if (header.version() != BackupWriter.VERSION) {
      throw new InputException(
          "is a backup of format %d, and this orgs reads %d"
              .formatted(header.version(), BackupWriter.VERSION),
          "a newer orgs restores it");
    }
    update(line);
  }

  /**
   * The next line, which is never a header; null after the last one.
   *
   * @throws InputException when the backup isn't whole
   */
  BackupLine next() throws IOException {
    byte[] line = lines.next();
    if (line == null) {
      if (!(last instanceof BackupLine.End)) {
        throw damaged("its last line is missing, so it was cut off");
      }
      return null;
    }
    if (last instanceof BackupLine.End) {
      throw damaged("there is something after its last line");
    }
    last = read(line);
    if (last instanceof BackupLine.Organization organization) {
      check(organization);
    } else if (last instanceof BackupLine.Member member) {
      check(member);
    } else if (last instanceof BackupLine.End end) {
      check(end);
    } else {
      throw damaged("line " + lines.number() + " is a second first line");
    }
    update(line);
    return last;
  }

  private BackupLine read(byte[] line) throws IOException {
    try {
      return BackupLine.read(line);
    } catch (BackupLine.Malformed e) {
      throw damaged("line " + lines.number() + " " + e.getMessage());
    }
  }

  private void check(BackupLine.Organization organization) {
    if (members > 0) {
      throw outOfOrder("is an organization after members");
    }
    if (organization.id() <= lastOrganization.id()) {
      throw outOfOrder("is not in the order of the organizations' ids");
    }
    if (organizations > 0
        && !Objects.equals(organization.mergedInto(), lastOrganization.mergedInto())) {
      throw outOfOrder("was not merged into the same organization as the others");
    }
    if (Objects.equals(organization.mergedInto(), organization.id())) {
      throw outOfOrder("is merged into itself");
    }
    lastOrganization = organization;
    organizations++;
  }

  private void check(BackupLine.Member member) throws IOException {
    if (member.organizationId() < ofMembers.id()) {
      throw outOfOrder("is not in the order of the organizations' ids");
    }
    if (member.organizationId() > lastOrganization.id()) {
      throw strange();
    }
    if (members == 0) {
      known = new BackupLines(file);
    }
    while (ofMembers.id() < member.organizationId()) {
      // There is one with this id or a greater one.
      ofMembers = (BackupLine.Organization) known.next();
    }
    if (ofMembers.id() != member.organizationId()) {
      throw strange();
    }
    members++;
  }

  private InputException strange() {
    return outOfOrder("is a member of an organization that the backup lacks");
  }

  private void check(BackupLine.End end) {
    if (!end.crc().equals("%08x".formatted(crc.getValue()))) {
      throw damaged("its checksum doesn't match, so it was changed");
    }
    if (end.organizations() != organizations || end.members() != members) {
      throw damaged("it doesn't have as many organizations and members as it says");
    }
  }

  private void update(byte[] line) {
    crc.update(line);
    crc.update('\n');
  }

  private InputException outOfOrder(String how) {
    return damaged("line " + lines.number() + " " + how);
  }

  private static InputException damaged(String how) {
    return new InputException("is not a complete backup: " + how, "nothing was restored");
  }

  /** How many bytes of the file, as it is stored, were read. */
  long bytesRead() {
    return input.read();
  }

  @Override
  public void close() throws IOException {
    if (known != null) {
      known.close();
    }
    input.close();
  }
}
