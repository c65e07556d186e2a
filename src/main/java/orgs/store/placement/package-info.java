/** Where the rows are: what differs between one server and a Citus cluster. */
package orgs.store.placement;
