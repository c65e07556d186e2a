/** The sockets that the driver is given, and the checks on the servers at their other ends. */
package orgs.database.socket;
