/**
 * The full screen of {@code orgs browse}: what is listed, the part of it that is in memory, the
 * queries behind it, how it looks, and the keys.
 *
 * <p>One thread, the screen's, owns everything but {@link orgs.cli.browse.Queries}, whose thread
 * owns the store. They hand each other work to do.
 */
package orgs.cli.browse;
