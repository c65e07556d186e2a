package orgs.store.sync;

import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record3;
import org.jooq.Record4;
import org.jooq.Select;
import org.jooq.Table;
import orgs.store.backup.Backup;
import orgs.store.load.TemporaryTable;

/**
 * The organizations that a sync is about: {@link OneOrganization}, or those of a file or all, which
 * are {@link ManyOrganizations}.
 */
public interface Scope {

  /** The temporary tables that hold the organizations; none for one. */
  default List<TemporaryTable> tables() {
    return List.of();
  }

  /** Runs queries that see the same data of all these organizations. */
  void inSnapshot(Runnable queries);

  /** Finds the organizations and locks nothing; those that don't exist get placeholder ids. */
  default void find() {}

  /**
   * Creates the organizations that don't exist, and locks all of them: no member can be added until
   * the transaction ends. What {@link #find} found is forgotten.
   */
  void lock();

  /** Identifies an organization, before and after it was created. */
  Field<?> key(Field<Long> organizationId);

  /** Whether a row of members is of one of these organizations. */
  Condition contains(Field<Long> organizationId);

  /** The file's members: number, organization's id, name. */
  Select<Record3<Long, Long, String>> wanted();

  /**
   * The names of which the file has more or fewer than the organization: organization's id, name,
   * how many more, how often the file has it.
   */
  Select<Record4<Long, String, Long, Long>> differences();

  /** Adds the numbers of organizations to those of members. */
  SyncSummary summarize(long added, long removed, long unchanged, long nearlySame);

  /** The columns of a printed member, from {@link #withOrganization}. */
  List<Field<?>> printed(String change, Field<Long> id);

  /** Members, joined with what is printed of their organization. */
  default Table<?> withOrganization(Table<?> members) {
    return members;
  }

  /** The rows that are printed for created organizations, before their members. */
  default Optional<Query> created() {
    return Optional.empty();
  }

  /** The rows that are printed for deleted organizations, after their members. */
  default Optional<Query> deleted() {
    return Optional.empty();
  }

  /** Deletes the organizations that the file doesn't name; their members are deleted before. */
  default Optional<Query> deletion() {
    return Optional.empty();
  }

  /** Saves the organizations that lose members or are deleted, in the order of their ids. */
  void save(Backup backup);
}
