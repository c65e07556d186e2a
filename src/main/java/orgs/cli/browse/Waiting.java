package orgs.cli.browse;

/**
 * Something is being done, and nothing else until it is.
 *
 * @param what "removing"
 */
record Waiting(String what) implements Overlay {}
