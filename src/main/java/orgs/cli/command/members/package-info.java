/** The commands on the members of an organization: {@code orgs members ...}. */
package orgs.cli.command.members;
