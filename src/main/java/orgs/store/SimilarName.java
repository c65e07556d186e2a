package orgs.store;

/**
 * A name that is like another.
 *
 * @param similarity from 0, no trigram in common, to 1
 */
public record SimilarName(String name, float similarity) {}
