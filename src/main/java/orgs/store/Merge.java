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
import orgs.store.backup.Backup;
import orgs.store.model.CountedOrganization;
import orgs.store.model.LoadContext;
import orgs.store.model.Organization;
import orgs.store.placement.Placement;
import orgs.store.session.Cursors;
import orgs.store.session.Session;
import orgs.store.session.SqlErrors;

/**
 * Moves all members of organizations to another one and deletes the emptied organizations, inside a
 * transaction.
 */
final class Merge {

  private final Placement placement;
  private final Session session;
  private final List<Organization> organizations;
  private final Organization into;
  private final Backup backup;

  /** The number of members that came from each organization, by its id. */
  private Map<Long, Long> counts;

  Merge(Placement placement, List<Organization> organizations, Organization into, Backup backup) {
    this.placement = placement;
    this.session = placement.session();
    this.organizations = organizations;
    this.into = into;
    this.backup = backup;
  }

  List<CountedOrganization> run(LoadContext load) {
    List<Organization> all = new ArrayList<>(organizations);
    all.add(into);
    placement.lockExclusive(all);
    placement.bulkInsert(
        load,
        () -> {
          counts = load.runPhase("moving", () -> SqlErrors.withGivenIds(this::move));
          return counts.values().stream().mapToLong(Long::longValue).sum();
        });
    placement.deleteEmptied(organizations);
    return organizations.stream()
        .map(one -> new CountedOrganization(one, counts.getOrDefault(one.id(), 0L)))
        .toList();
  }

  private Map<Long, Long> move() {
    MoveStatement move =
        new MoveStatement(
            session, MEMBERS.ORG_ID.eq(DSL.any(Organization.ids(organizations))), into);
    if (backup == null) {
      return move.counts().fetch().intoMap(Record2::value1, Record2::value2);
    }
    Map<Long, Long> moved = new HashMap<>();
    OrganizationDeletion.sorted(organizations).forEach(one -> backup.organization(one, into.id()));
    try (Stream<Record3<Long, Long, String>> members =
        Cursors.streamAtOnce(session, move.origins(), row -> row)) {
      members.forEach(
          row -> {
            moved.merge(row.value1(), 1L, Long::sum);
            backup.members().add(row.value1(), row.value2(), row.value3());
          });
    }
    backup.completeIn(session.transactions());
    return moved;
  }
}
