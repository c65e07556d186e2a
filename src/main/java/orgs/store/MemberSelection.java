package orgs.store;

import java.util.Set;

/** Which members of an organization are meant: by a filter, by their names or by their ids. */
public sealed interface MemberSelection {

  /** What a filter takes; that may be nothing. */
  record Matching(NameFilter filter) implements MemberSelection {}

  /** Every member of these names; each must be there. */
  record Named(Set<String> names) implements MemberSelection {}

  /** The members with these ids; each must be there. */
  record WithIds(Set<Long> ids) implements MemberSelection {}
}
