package orgs.store;

/**
 * A name that is similar to another.
 *
 * @param id the id of the organization or member that has it
 * @param similarity from 0, no trigram in common, to 1
 */
public record SimilarName(long id, String name, float similarity) {}
