/** The statements that insert organizations and members, one at a time or millions. */
package orgs.store.load;
