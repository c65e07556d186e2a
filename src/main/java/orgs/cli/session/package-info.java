/** The parts that a running command works with, as far as they are about one command. */
package orgs.cli.session;
