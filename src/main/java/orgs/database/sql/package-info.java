/** Statements that are sent outside of jOOQ: how they are quoted, shown and refused. */
package orgs.database.sql;
