/**
 * Which database is meant: flags, URLs, libpq's variables and files, and the user's directories.
 *
 * <p>This package, {@link orgs.server} and {@link orgs.database} with its parts know neither jOOQ
 * nor the command line: the build compiles them before the classes of the schema exist, to generate
 * these from a migrated database.
 */
package orgs.config;
