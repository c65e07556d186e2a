/** Loads a file into the store: imports, and syncs of members with a file. */
package orgs.cli.load;
