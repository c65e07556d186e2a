/**
 * The commands, one in a file. A command parses, calls the store and prints; it opens nothing
 * before.
 */
package orgs.cli.command;
