/**
 * Where the database is and how it comes to be: connection settings, the local server and the
 * migrations.
 *
 * <p>Knows neither jOOQ nor the command line: the build compiles this package before the schema's
 * classes exist, to generate them from a migrated database.
 */
package orgs.database;
