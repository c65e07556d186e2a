/**
 * One connection to the database: its transactions, cursors and errors, and the log of its
 * statements.
 */
package orgs.store.session;
