/** An exception becomes a line, a hint and an exit code. */
package orgs.cli.error;
