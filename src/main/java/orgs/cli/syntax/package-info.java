/** What commands take and what their help says: options, parameters, exit codes; picocli. */
package orgs.cli.syntax;
