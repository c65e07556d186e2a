/** Makes members equal to those of a file. */
package orgs.store.sync;
