/** The options, parameters, exit codes and help of commands; picocli. */
package orgs.cli.syntax;
