/**
 * The values that the store takes and gives, the SQL that each of them stands for, and the
 * failures.
 */
package orgs.store.model;
