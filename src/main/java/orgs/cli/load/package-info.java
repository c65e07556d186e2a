/** From a file to the store: what is read, what becomes of its bad lines. */
package orgs.cli.load;
