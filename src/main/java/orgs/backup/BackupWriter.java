package orgs.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import orgs.output.Column;
import orgs.output.Format;
import orgs.output.IoAction;
import orgs.output.Layout;
import orgs.output.Printers;
import orgs.output.RowPrinter;
import orgs.store.Backup;
import orgs.store.Organization;
import orgs.store.RowSink;
import orgs.store.StoreException;

/**
 * Writes a backup as JSON Lines: a header, the organizations, their members, and a last line with
 * the counts and the CRC-32 of all before it. Each method throws {@link UncheckedIOException} when
 * that can't be written.
 */
public final class BackupWriter implements Backup {

  /** The version of this format. */
  static final int VERSION = 1;

  private static final Layout LAYOUT = new Layout(false, 0, false, false);

  private static final Column ORG_ID = Column.id("org_id");

  private static final List<Column> HEADER =
      List.of(Column.number("orgs_backup"), Column.text("schema_version"), Column.text("created"));
  private static final List<Column> ORGANIZATION = List.of(ORG_ID, Column.text("org_name"));
  private static final List<Column> MERGED_ORGANIZATION =
      List.of(ORG_ID, Column.text("org_name"), Column.id("merged_into"));
  private static final List<Column> MEMBER =
      List.of(ORG_ID, Column.id("member_id"), Column.text("member_name"));
  private static final List<Column> END =
      List.of(Column.number("organizations"), Column.number("members"), Column.text("crc32"));

  private final OutputStream out;
  private final CheckedOutputStream checked;
  private final Members members = new Members();

  /** Null until the first organization, and again after the last. */
  private RowPrinter organizationPrinter;

  private RowPrinter memberPrinter;
  private long organizations;

  /**
   * Writes the header.
   *
   * @param out stays open
   * @param schemaVersion of the database
   */
  public BackupWriter(OutputStream out, int schemaVersion, Instant created) {
    this.out = out;
    this.checked = new CheckedOutputStream(out, new CRC32());
    attempt(
        () -> {
          RowPrinter header = printer(HEADER, checked);
          header.row(
              VERSION,
              String.valueOf(schemaVersion),
              created.truncatedTo(ChronoUnit.SECONDS).toString());
          header.close();
        });
  }

  @Override
  public void organization(Organization organization, Long mergedInto) {
    if (organization.id() < 1) {
      throw unrestorable("organization", organization.id());
    }
    attempt(
        () -> {
          if (organizationPrinter == null) {
            organizationPrinter =
                printer(mergedInto == null ? ORGANIZATION : MERGED_ORGANIZATION, checked);
          }
          organizations++;
          if (mergedInto == null) {
            organizationPrinter.row(organization.id(), organization.name());
          } else {
            organizationPrinter.row(organization.id(), organization.name(), mergedInto);
          }
        });
  }

  @Override
  public RowSink members() {
    return members;
  }

  @Override
  public void complete() {
    attempt(
        () -> {
          begin();
          memberPrinter.close();
          RowPrinter end = printer(END, out);
          end.row(organizations, members.count, "%08x".formatted(checked.getChecksum().getValue()));
          end.close();
        });
  }

  @Override
  public void withdraw() {
    // What has been written belongs to whoever owns the stream.
  }

  /** How many members were written. */
  public long count() {
    return members.count;
  }

  /** Ends the organizations, of which each printer has a buffer of its own. */
  private void begin() throws IOException {
    if (memberPrinter == null) {
      if (organizationPrinter != null) {
        organizationPrinter.close();
      }
      memberPrinter = printer(MEMBER, checked);
    }
  }

  /** Only another program can have given such an id: identities begin with 1. */
  private static StoreException unrestorable(String what, Object id) {
    return new StoreException(
        StoreException.Kind.FAILED,
        "the %s with the id %s can't be restored from a backup".formatted(what, id),
        "nothing was done; ids begin with 1");
  }

  private static RowPrinter printer(List<Column> columns, OutputStream out) {
    return Printers.of(Format.JSONL, columns, out, LAYOUT);
  }

  private static void attempt(IoAction writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Members implements RowSink {

    private long count;

    @Override
    public void add(Object... values) {
      if ((long) values[1] < 1) {
        throw unrestorable("member", values[1]);
      }
      attempt(
          () -> {
            begin();
            memberPrinter.row(values);
          });
      count++;
    }

    @Override
    public void copied(byte[] row) {
      int id = 0;
      while (row[id++] != '\t') {
        // Before the first tab is the organization's id.
      }
      if (row[id] == '-' || row[id] == '0') {
        String rest = new String(row, id, row.length - id, StandardCharsets.UTF_8);
        throw unrestorable("member", rest.substring(0, rest.indexOf('\t')));
      }
      attempt(
          () -> {
            begin();
            memberPrinter.copied(row);
          });
      count++;
    }
  }
}
