/**
 * Which database is meant: flags, URLs, libpq's variables and files, and the folders of the user.
 *
 * <p>This package, {@link orgs.server} and {@link orgs.database} know neither jOOQ nor the command
 * line: the build compiles them before the classes of the schema exist, to generate these from a
 * migrated database.
 */
package orgs.config;
