/** A PostgreSQL server of our own: its programs, its folders, its start and its end. */
package orgs.server;
