/** A PostgreSQL server of our own: its programs, its directories, its start and its end. */
package orgs.server;
