package orgs.cli.browse;

/**
 * All that the screen shows.
 *
 * @param typing whether the filter is being typed, after {@code /}
 * @param overlay what lies over the list, or null
 * @param message the last thing to be said, or ""
 * @param connection what is wrong with the connection, or null
 */
record Shown(Listing listing, boolean typing, Overlay overlay, String message, String connection) {}
