/** The daemon: one process that runs the commands of many, and the files by which they find it. */
package orgs.daemon;
