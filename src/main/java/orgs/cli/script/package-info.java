/** Lines of text as commands. */
package orgs.cli.script;
