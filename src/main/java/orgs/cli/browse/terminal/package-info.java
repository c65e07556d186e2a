/** The terminal of the full screen: its keys, its size, and the frames drawn on it. */
package orgs.cli.browse.terminal;
