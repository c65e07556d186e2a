/** Puts the program together: the process's command line, the tree of commands, the root. */
package orgs.cli;
