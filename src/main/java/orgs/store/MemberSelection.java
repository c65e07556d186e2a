package orgs.store;

import java.util.Set;

/** A selection of an organization's members: by a filter, by names, by names in a file, by ids. */
public sealed interface MemberSelection {

  /** The members that a filter takes; there may be none. */
  record Matching(NameFilter filter) implements MemberSelection {}

  /** Every member with one of these names; each name must have a member. */
  record Named(Set<String> names) implements MemberSelection {}

  /**
   * Every member whose name is among the {@link StagedRows}, for the transaction that staged them.
   *
   * @param count the number of staged names
   * @param ignoreMissing whether a name may have no member
   */
  record Listed(long count, boolean ignoreMissing) implements MemberSelection {}

  /** The members with these ids; each id must have a member. */
  record WithIds(Set<Long> ids) implements MemberSelection {}
}
