/**
 * What a running command works with: the console, the connection, rows and where they go, progress,
 * questions.
 */
package orgs.cli.session;
