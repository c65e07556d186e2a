/** The bytes of a file as lines of text: unpacked, decoded, and put together to records. */
package orgs.input.text;
