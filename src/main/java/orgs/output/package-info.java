/** Rows as text: one class per format, over one buffer. A row is printed when it comes. */
package orgs.output;
