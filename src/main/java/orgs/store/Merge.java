package orgs.store;

import static orgs.schema.Tables.MEMBERS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Record2;
import org.jooq.Record3;
import org.jooq.impl.DSL;

/**
 * Moves all members of organizations to another one and deletes the emptied organizations, inside
 * of a transaction.
 */
final class Merge {

  private final Session session;
  private final List<Organization> organizations;
  private final Organization into;
  private final Backup backup;

  /** The number of members that came from each organization, by its id. */
  private final Map<Long, Long> counts = new HashMap<>();

  Merge(Session session, List<Organization> organizations, Organization into, Backup backup) {
    this.session = session;
    this.organizations = organizations;
    this.into = into;
    this.backup = backup;
  }

  List<CountedOrganization> run(LoadContext load) {
    List<Organization> all = new ArrayList<>(organizations);
    all.add(into);
    OrganizationLocks.exclusive(session, all);
    BulkLoad.into(
        session,
        load,
        () -> {
          load.runPhase(
              "moving",
              () ->
                  SqlErrors.withGivenIds(
                      () -> {
                        move();
                        return null;
                      }));
          return counts.values().stream().mapToLong(Long::longValue).sum();
        });
    OrganizationDeletion.deleteEmptied(session, organizations);
    return organizations.stream()
        .map(one -> new CountedOrganization(one, counts.getOrDefault(one.id(), 0L)))
        .toList();
  }

  private void move() {
    MoveStatement move =
        new MoveStatement(
            session, MEMBERS.ORG_ID.eq(DSL.any(Organizations.ids(organizations))), into);
    if (backup == null) {
      counts.putAll(move.counts().fetch().intoMap(Record2::value1, Record2::value2));
      return;
    }
    OrganizationDeletion.sorted(organizations).forEach(one -> backup.organization(one, into.id()));
    try (Stream<Record3<Long, Long, String>> members =
        session.streamAtOnce(move.origins(), row -> row)) {
      members.forEach(
          row -> {
            counts.merge(row.value1(), 1L, Long::sum);
            backup.members().add(row.value1(), row.value2(), row.value3());
          });
    }
    session.complete(backup);
  }
}
