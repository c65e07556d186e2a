package orgs.cli.browse;

/** What lies over the list. */
sealed interface Overlay permits TextPage, Question, Waiting {}
