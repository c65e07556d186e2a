/** Connections to the database that is meant, and the migrations of the schema on it. */
package orgs.database;
