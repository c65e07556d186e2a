/** The file that a command writes before it deletes. */
package orgs.cli.backup;
