/** The process around a running command: its streams, messages, progress and signals. */
package orgs.cli.console;
