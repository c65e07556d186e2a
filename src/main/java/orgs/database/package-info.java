/** Opening the database that is meant: a connection, and what is on it. */
package orgs.database;
