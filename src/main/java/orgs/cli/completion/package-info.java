/** Answers the shells while a command line is typed. */
package orgs.cli.completion;
