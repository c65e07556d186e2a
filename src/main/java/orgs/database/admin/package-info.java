/** Work on the schema as a whole: its status, grants, distribution over a cluster, and removal. */
package orgs.database.admin;
