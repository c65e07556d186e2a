/** Gives organizations and members to a backup, and restores them from one. */
package orgs.store.backup;
