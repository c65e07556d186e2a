package orgs.store;

import java.util.Set;

/**
 * Which members of an organization are meant: by a filter, by their names, by those in a file or by
 * their ids.
 */
public sealed interface MemberSelection {

  /** What a filter takes; that may be nothing. */
  record Matching(NameFilter filter) implements MemberSelection {}

  /** Every member of these names; each must be there. */
  record Named(Set<String> names) implements MemberSelection {}

  /**
   * Every member whose name is among the {@link StagedRows}. For the transaction that staged them.
   *
   * @param count how many there are
   * @param ignoreMissing whether a name may be of nobody
   */
  record Listed(long count, boolean ignoreMissing) implements MemberSelection {}

  /** The members with these ids; each must be there. */
  record WithIds(Set<Long> ids) implements MemberSelection {}
}
