/**
 * Reads rows from files: lines, CSV, TSV, JSON arrays and JSON Lines.
 *
 * <p>A reader never stops at a bad record: it says what is wrong with it and where it is, keeps its
 * bytes as they were, and goes on after it.
 */
package orgs.input;
