/** Files that commands write: their names, links that lead to them, and drafts beside them. */
package orgs.cli.files;
