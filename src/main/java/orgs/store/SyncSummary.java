package orgs.store;

/**
 * The numbers of a sync: what has to change until the members are those of a file. Names are a
 * multiset: a name that is in the file three times is three members.
 *
 * @param organizationsCreated how many organizations are missing
 * @param organizationsDeleted how many are deleted because the file doesn't name them
 * @param organizationsBefore how many of the organizations exist before the change
 * @param added how many members are missing
 * @param removed how many are removed, those of deleted organizations included
 * @param unchanged how many stay as they are
 * @param nearlySame how many missing names differ from a removed one only in blanks, case or
 *     Unicode normalization; 0 also where there are too many to look at
 */
public record SyncSummary(
    long organizationsCreated,
    long organizationsDeleted,
    long organizationsBefore,
    long added,
    long removed,
    long unchanged,
    long nearlySame) {

  /** Whether nothing has to change. */
  public boolean isEmpty() {
    return changes() == 0;
  }

  /** How many changes there are, of organizations and of members. */
  public long changes() {
    return organizationsCreated + organizationsDeleted + added + removed;
  }

  /** Whether there is no member after the change. */
  public boolean leavesNoMember() {
    return added + unchanged == 0;
  }

  /** How many members there are before the change. */
  public long membersBefore() {
    return unchanged + removed;
  }

  /** A copy with the number of members that were removed in the end. */
  SyncSummary withRemoved(long number) {
    return new SyncSummary(
        organizationsCreated,
        organizationsDeleted,
        organizationsBefore,
        added,
        number,
        unchanged,
        nearlySame);
  }
}
