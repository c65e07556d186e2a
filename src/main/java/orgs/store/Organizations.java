package orgs.store;

import static org.jooq.Records.mapping;
import static orgs.schema.Tables.ORGANIZATIONS;
import static orgs.store.StoreException.Kind.EXISTS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.impl.DSL;

/** The organizations of a store. Their names are unique. */
public final class Organizations {

  private final Session session;

  Organizations(Session session) {
    this.session = session;
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
    return session.transaction(
        () -> {
          List<String> texts = names.stream().map(OrganizationName::text).toList();
          Map<String, Organization> inserted = insert(texts);
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
   * Inserts the names and returns the new organizations by their names; ON CONFLICT decides which
   * are new, so there is no race with a look-up.
   */
  Map<String, Organization> insert(List<String> names) {
    if (session.isDistributed()) {
      ClusterLocks.holdSome(session);
    }
    var insert = session.sql().insertInto(ORGANIZATIONS, ORGANIZATIONS.ORG_NAME);
    for (String name : names) {
      insert = insert.values(name);
    }
    Map<String, Organization> created = new HashMap<>();
    insert
        .onConflict(ORGANIZATIONS.ORG_NAME)
        .doNothing()
        .returningResult(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME, session.transactionNumber())
        .fetch(session.numbered(Organization::new))
        .forEach(organization -> created.put(organization.name(), organization));
    return created;
  }

  /**
   * Looks an organization up.
   *
   * @throws StoreException (NOT_FOUND) when there is none
   */
  public Organization get(OrganizationRef ref) {
    return session
        .sql()
        .select(ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME)
        .from(ORGANIZATIONS)
        .where(RefSql.condition(ref))
        .fetchOptional(mapping(Organization::new))
        .orElseThrow(() -> RefSql.notFound(ref));
  }

  /**
   * Streams organizations from a cursor. Close the stream.
   *
   * @param counts whether the members of each are counted
   */
  public Stream<CountedOrganization> select(NameFilter filter, Page page, boolean counts) {
    return new OrganizationQueries(session).select(filter, page, counts);
  }

  /** Counts organizations in the database. */
  public long count(NameFilter filter) {
    return session
        .sql()
        .select(DSL.count().coerce(Long.class))
        .from(ORGANIZATIONS)
        .where(filter.checked().on(ORGANIZATIONS.ORG_NAME))
        .fetchSingle(0, Long.class);
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
    return session.transaction(
        () -> {
          if (session.isDistributed()) {
            // The lock comes before the row's, as in a deletion.
            OrganizationLocks.shared(session, List.of(get(ref)));
          }
          try {
            return session
                .sql()
                .update(ORGANIZATIONS)
                .set(ORGANIZATIONS.ORG_NAME, newName.text())
                .where(RefSql.condition(ref))
                .returningResult(
                    ORGANIZATIONS.ORG_ID, ORGANIZATIONS.ORG_NAME, session.transactionNumber())
                .fetchOptional(session.numbered(Organization::new))
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
  public DeletedOrganization delete(OrganizationRef ref) {
    return session.transaction(() -> new OrganizationDeletion(session).delete(ref));
  }

  /** Locks organizations that the open transaction is going to delete one by one. */
  public void lockToDelete(List<OrganizationRef> refs) {
    new OrganizationDeletion(session).lock(refs);
  }

  /**
   * Deletes organizations after a backup has taken them with all their members: the rows that a
   * DELETE returns, so that no change comes between.
   *
   * @throws StoreException (NOT_FOUND) if one is gone; nothing is deleted then
   */
  public List<DeletedOrganization> delete(List<Organization> organizations, Backup backup) {
    return session.transaction(
        () -> new OrganizationDeletion(session).delete(organizations, backup));
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
    return session.transaction(
        () -> new Merge(session, organizations, into, backup).run(load), load.phases());
  }

  /**
   * Creates an organization whose new members have the names of another one's.
   *
   * @throws StoreException (NOT_FOUND), or (EXISTS) if the name is taken
   */
  public CountedOrganization copy(Organization from, OrganizationName newName, LoadContext load) {
    return session.transaction(
        () -> new OrganizationCopy(session, from).run(newName.text(), load), load.phases());
  }

  /**
   * Gives organizations and all their members to a backup, as they are at one moment.
   *
   * @throws StoreException (NOT_FOUND) if one is gone
   */
  public void save(List<Organization> organizations, Backup backup) {
    BackupSnapshot.of(session, organizations, backup).save();
  }

  /** Gives all organizations and all members to a backup, as they are at one moment. */
  public void saveAll(Backup backup) {
    BackupSnapshot.ofAll(session, backup).save();
  }

  /**
   * Brings organizations and members back from a backup, with their ids.
   *
   * @return the numbers of new organizations and of members that came back
   * @throws StoreException (EXISTS) if an id or a name is taken; nothing is restored then
   */
  public LoadResult restore(SavedBackup backup, LoadContext load) {
    return session.transaction(() -> new BackupRestore(session).run(backup, load), load.phases());
  }

  static Long[] ids(List<Organization> organizations) {
    return organizations.stream().map(Organization::id).toArray(Long[]::new);
  }
}
