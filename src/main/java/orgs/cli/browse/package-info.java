/**
 * The full screen of {@code orgs browse}: what is listed, the part of it that is in memory, the
 * queries that fill it, how it looks, and the keys.
 *
 * <p><b>Threading.</b> Two threads do the work. The screen's thread is the one that calls {@link
 * orgs.cli.browse.Browser#run}; it owns the state of the screen and draws it. The queries' thread
 * owns the store. They hand each other work through {@link orgs.cli.browse.Events} and {@link
 * orgs.cli.browse.Queries}.
 */
package orgs.cli.browse;
