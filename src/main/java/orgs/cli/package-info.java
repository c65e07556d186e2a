/** The command line: one command, one file. A command parses, calls the store and prints. */
package orgs.cli;
