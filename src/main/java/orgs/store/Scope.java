package orgs.store;

import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record3;
import org.jooq.Record4;
import org.jooq.Select;
import org.jooq.Table;

/**
 * The organizations that a sync is about: {@link OneOrganization}, or those of a file or all, which
 * are {@link ManyOrganizations}.
 */
interface Scope {

  /** The temporary tables that hold the organizations; none for one. */
  List<TemporaryTable> tables();

  /** Runs queries that see the same data of all these organizations. */
  void inSnapshot(Runnable queries);

  /** Finds the organizations and locks nothing; those that don't exist get placeholder ids. */
  void find();

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
  Table<?> withOrganization(Table<?> members);

  /** The rows that are printed for created organizations, before their members. */
  Optional<Query> created();

  /** The rows that are printed for deleted organizations, after their members. */
  Optional<Query> deleted();

  /** Deletes the organizations that the file doesn't name; their members are deleted before. */
  Optional<Query> deletion();

  /** Saves the organizations that lose members or are deleted, in the order of their ids. */
  void save(Backup backup);
}
