/** Rows that go to the server and come from it by COPY. */
package orgs.store.copy;
