/** The commands below {@code orgs daemon}, one a file. */
package orgs.cli.command.daemon;
