package orgs.store;

import java.util.function.Consumer;

/** The way of removed members into a backup. */
final class RemovedMembers {

  private RemovedMembers() {}

  /**
   * Runs a removal in a transaction, which is committed only after the backup is complete.
   *
   * @param backup null without a backup
   * @param removal is given the consumer that has to get each removed member, ordered by id
   */
  static void save(
      Session session,
      Organization organization,
      Backup backup,
      Consumer<Consumer<Member>> removal) {
    session.transaction(
        () -> {
          if (backup == null) {
            removal.accept(member -> {});
            return null;
          }
          backup.organization(organization, null);
          RowSink saved = backup.members();
          removal.accept(member -> saved.add(organization.id(), member.id(), member.name()));
          session.complete(backup);
          return null;
        });
  }
}
