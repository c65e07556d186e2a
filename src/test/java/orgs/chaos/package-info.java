/**
 * What may go wrong, made to go wrong on purpose: lost connections, killed processes, random
 * commands and files. A short form runs in every build, the long one by {@code src/chaos/run}.
 */
package orgs.chaos;
