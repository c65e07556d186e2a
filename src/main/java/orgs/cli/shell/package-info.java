/** Commands that are typed one after the other, over one connection: lines, terminal, history. */
package orgs.cli.shell;
