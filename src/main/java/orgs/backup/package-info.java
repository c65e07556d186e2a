/** The file of a backup: how it is written, checked and read. */
package orgs.backup;
