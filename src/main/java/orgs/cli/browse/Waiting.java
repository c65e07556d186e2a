package orgs.cli.browse;

/**
 * Something is being done, and nothing else until it is.
 *
 * @param what "removing"
 * @param before where a failure leads back to
 */
record Waiting(String what, Question before) implements Overlay {}
