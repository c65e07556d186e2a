/**
 * The organizations and members of a schema, as collections that are too large to load.
 *
 * <p>Every query of {@code orgs} is here or in a package below. None of them knows the command
 * line: {@link orgs.store.Store} needs a source of PostgreSQL connections and the name of a
 * migrated schema. Members come and go as streams; no method returns a list of them.
 */
package orgs.store;
