package orgs.store;

import static orgs.schema.Tables.MEMBERS;
import static orgs.schema.Tables.ORGANIZATIONS;
import static orgs.store.model.StoreException.Kind.EXISTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.Record2;
import org.jooq.RecordMapper;
import org.jooq.impl.DSL;
import orgs.store.backup.Backup;
import orgs.store.backup.BackupRestore;
import orgs.store.backup.BackupSnapshot;
import orgs.store.backup.SavedBackup;
import orgs.store.load.LoadResult;
import orgs.store.model.CountedOrganization;
import orgs.store.model.LoadContext;
import orgs.store.model.NameFilter;
import orgs.store.model.Organization;
import orgs.store.model.OrganizationName;
import orgs.store.model.OrganizationRef;
import orgs.store.model.Page;
import orgs.store.model.PageSql;
import orgs.store.model.RefSql;
import orgs.store.model.SimilarName;
import orgs.store.model.StoreException;
import orgs.store.placement.Placement;
import orgs.store.session.Cursors;
import orgs.store.session.Session;
import orgs.store.session.Transactions;

/** The organizations of a store. Their names are unique. */
public final class Organizations {

  private final Placement placement;
  private final Session session;
  private final Transactions transactions;

  Organizations(Placement placement) {
    this.placement = placement;
    this.session = placement.session();
    this.transactions = session.transactions();
  }

  /**
   * Creates organizations in one statement.
   *
   * @param ifNotExists returns those that are there already instead of refusing
   * @param created is given each new one, in the same transaction
   * @return the organizations in the order of their names as given
   * @throws StoreException (EXISTS) when a name is taken or given twice, and nothing is created
   */
  public List<Organization> create(
      List<OrganizationName> names, boolean ifNotExists, Consumer<Organization> created) {
    return transactions.write(
        () -> {
          List<String> texts = names.stream().map(OrganizationName::text).toList();
          Map<String, Organization> inserted = placement.insertOrganizations(texts);
          List<Organization> result = new ArrayList<>();
          for (String name : texts) {
            Organization organization = inserted.remove(name);
            if (organization != null) {
              created.accept(organization);
            } else if (ifNotExists) {
              organization = get(new OrganizationRef.ByName(name));
            } else {
              throw new StoreException(
                  EXISTS,
                  "organization '" + name + "' already exists",
                  "nothing was done; --if-not-exists accepts it");
            }
            result.add(organization);
          }
          return result;
        });
  }

  /**
   * Looks an organization up.
   *
   * @throws StoreException (NOT_FOUND) when there is none
   */
  public Organization get(OrganizationRef ref) {
    return RefSql.get(session.sql(), ref);
  }

  /**
   * Streams organizations from a cursor. Close the stream.
   *
   * @param counts whether the members of each are counted
   */
  public Stream<CountedOrganization> select(NameFilter filter, Page requested, boolean counts) {
    Page page =
        PageSql.located(
            requested,
            () ->
                session
                    .sql()
                    .select(ORGANIZATIONS.ORG_NAME)
                    .from(ORGANIZATIONS)
                    .where(ORGANIZATIONS.ORG_ID.eq(requested.after()))
                    .fetchOptional(ORGANIZATIONS.ORG_NAME),
            "organization");
    if (counts) {
      return placement.selectCounted(filter, page);
    }
    var rows =
        PageSql.rows(
            session
                .sql()
                .select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
                .from(ORGANIZATIONS)
                .where(filter.checked().on(ORGANIZATIONS.ORG_NAME)),
            page,
            ORGANIZATIONS.ORG_ID,
            ORGANIZATIONS.ORG_NAME);
    RecordMapper<Record2<Long, String>, CountedOrganization> mapper =
        row -> new CountedOrganization(new Organization(row.value1(), row.value2()), null);
    return filter.isEmpty()
        ? Cursors.streamAtOnce(session, rows, mapper)
        : Cursors.stream(session, rows, mapper);
  }

  /** Counts organizations in the database. */
  public long count(NameFilter filter) {
    return session.count(ORGANIZATIONS, filter.checked().on(ORGANIZATIONS.ORG_NAME));
  }

  /**
   * Organizations whose names are most like this one, by their trigrams, the nearest first; at the
   * most 100, from the first 50,000 by name. Without pg_trgm, those that begin alike.
   */
  public List<SimilarName> similarTo(String name) {
    return new SimilarNames(session).to(name);
  }

  /**
   * Gives an organization another name.
   *
   * @throws StoreException (NOT_FOUND), or (EXISTS) when the new name is taken
   */
  public Organization rename(OrganizationRef ref, OrganizationName newName) {
    return transactions.write(
        () -> {
          placement.lockToRename(ref);
          try {
            return session
                .sql()
                .update(ORGANIZATIONS)
                .set(ORGANIZATIONS.ORG_NAME, newName.text())
                .where(RefSql.condition(ref))
                .returningResult(
                    ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME, transactions.idColumn())
                .fetchOptional(transactions.recordingId(Organization::new))
                .orElseThrow(() -> RefSql.notFound(ref));
          } catch (StoreException e) {
            throw e.kind() == EXISTS
                ? new StoreException(EXISTS, "organization '" + newName.text() + "' already exists")
                : e;
          }
        });
  }

  /**
   * Deletes an organization in one statement; its members go with it by the foreign key's cascade.
   * No member is read or counted: the number is the server's own of rows deleted in this
   * transaction.
   *
   * @throws StoreException (NOT_FOUND) if there is none
   */
  public CountedOrganization delete(OrganizationRef ref) {
    return transactions.write(() -> placement.delete(ref));
  }

  /** Locks organizations that the open transaction is going to delete one by one. */
  public void lockToDelete(List<OrganizationRef> refs) {
    placement.lockToDelete(refs);
  }

  /**
   * Deletes organizations after a backup has taken them with all their members: the rows that a
   * DELETE returns, so that no change comes between.
   *
   * @throws StoreException (NOT_FOUND) if one is gone; nothing is deleted then
   */
  public List<CountedOrganization> delete(List<Organization> organizations, Backup backup) {
    return transactions.write(() -> OrganizationDeletion.run(placement, organizations, backup));
  }

  /**
   * Moves all members of organizations to another one, where they keep their ids, and deletes the
   * emptied ones, in a constant number of statements.
   *
   * @param backup takes the members with the organizations that they leave, or is null
   * @return the emptied organizations, with the number of members that came from each
   * @throws StoreException (NOT_FOUND) if one is gone, (EXISTS) if a member's id is taken in the
   *     other one; nothing is done then
   */
  public List<CountedOrganization> merge(
      List<Organization> organizations, Organization into, Backup backup, LoadContext load) {
    return transactions.write(
        () -> new Merge(placement, organizations, into, backup).run(load), load.phases());
  }

  /**
   * Creates an organization whose new members have the names of another one's.
   *
   * @throws StoreException (NOT_FOUND), or (EXISTS) if the name is taken
   */
  public CountedOrganization copy(Organization from, OrganizationName newName, LoadContext load) {
    return transactions.write(() -> copy(from, newName.text(), load), load.phases());
  }

  private CountedOrganization copy(Organization from, String newName, LoadContext load) {
    placement.lockShared(List.of(from));
    Organization copy = placement.insertOrganizations(List.of(newName)).get(newName);
    if (copy == null) {
      throw new StoreException(
          EXISTS,
          "organization '" + newName + "' already exists",
          "nothing was done; choose another name");
    }
    long members =
        placement.bulkInsert(load, () -> load.runPhase("copying", () -> insertMembers(from, copy)));
    return new CountedOrganization(copy, members);
  }

  private long insertMembers(Organization from, Organization copy) {
    return session
        .sql()
        .insertInto(MEMBERS, MEMBERS.ORG_ID, MEMBERS.MEMBER_NAME)
        .select(
            DSL.select(DSL.inline(copy.id()), MEMBERS.MEMBER_NAME)
                .from(MEMBERS)
                .where(SelectionSql.ofOrganization(from))
                .orderBy(MEMBERS.MEMBER_ID))
        .execute();
  }

  /**
   * Gives organizations and all their members to a backup, as they are at one moment.
   *
   * @throws StoreException (NOT_FOUND) if one is gone
   */
  public void save(List<Organization> organizations, Backup backup) {
    BackupSnapshot.of(placement, organizations, backup).save();
  }

  /** Gives all organizations and all members to a backup, as they are at one moment. */
  public void saveAll(Backup backup) {
    BackupSnapshot.ofAll(placement, backup).save();
  }

  /**
   * Brings organizations and members back from a backup, with their ids.
   *
   * @return the numbers of new organizations and of members that came back
   * @throws StoreException (EXISTS) if an id or a name is taken; nothing is restored then
   */
  public LoadResult restore(SavedBackup backup, LoadContext load) {
    return transactions.write(() -> new BackupRestore(placement).run(backup, load), load.phases());
  }
}
