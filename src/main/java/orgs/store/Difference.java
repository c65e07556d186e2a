package orgs.store;

/**
 * What has to change until the members are those of a file. Names are a multiset: a name that is in
 * the file three times is three members.
 *
 * @param organizationsCreated how many organizations are missing
 * @param organizationsDeleted how many are to go, for the file doesn't name them
 * @param organizationsBefore how many there are of those that this is about
 * @param added how many members are missing
 * @param removed how many are to go, those of organizations that go included
 * @param unchanged how many stay as they are
 * @param nearlySame how many missing names differ from one that is to go in blanks, case or Unicode
 *     normalization alone; 0 also where there are too many to look at
 */
public record Difference(
    long organizationsCreated,
    long organizationsDeleted,
    long organizationsBefore,
    long added,
    long removed,
    long unchanged,
    long nearlySame) {

  /** Whether there is none. */
  public boolean isEmpty() {
    return organizationsCreated + organizationsDeleted + added + removed == 0;
  }

  /** Whether there is to be no member at all. */
  public boolean leavesNoMember() {
    return added + unchanged == 0;
  }

  /** How many members there are before the change. */
  public long membersBefore() {
    return unchanged + removed;
  }

  /** The same, when that many were removed in the end. */
  Difference withRemoved(long number) {
    return new Difference(
        organizationsCreated,
        organizationsDeleted,
        organizationsBefore,
        added,
        number,
        unchanged,
        nearlySame);
  }
}
