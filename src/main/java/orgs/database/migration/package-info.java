/** Flyway, which brings a schema to the version that this build needs. */
package orgs.database.migration;
