/** The commands on the local server, and on the schema of any server: {@code orgs db ...}. */
package orgs.cli.command.db;
