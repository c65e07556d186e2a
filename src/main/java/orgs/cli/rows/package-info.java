/** The rows of a command on their way out: to a screen, a pager, a pipe or a file. */
package orgs.cli.rows;
