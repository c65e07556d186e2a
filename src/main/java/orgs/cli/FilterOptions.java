package orgs.cli;

import orgs.store.NameFilter;
import picocli.CommandLine.Option;

/** Which names to take; all that is given must hold. */
final class FilterOptions {

  @Option(names = "--name", paramLabel = "TEXT", description = "Names equal to TEXT.")
  String name;

  @Option(
      names = "--like",
      paramLabel = "PATTERN",
      description = "Names that match: % stands for any text, _ for any character.")
  String like;

  @Option(names = "--contains", paramLabel = "TEXT", description = "Names with TEXT in them.")
  String contains;

  @Option(names = "--prefix", paramLabel = "TEXT", description = "Names that start with TEXT.")
  String prefix;

  @Option(
      names = "--regex",
      paramLabel = "RE",
      description = "Names that match a PostgreSQL regular expression.")
  String regex;

  @Option(
      names = {"-i", "--ignore-case"},
      description = "Upper and lower case are the same.")
  boolean ignoreCase;

  NameFilter filter() {
    NameFilter filter = new NameFilter(name, like, contains, prefix, regex, ignoreCase);
    if (ignoreCase && filter.isEmpty()) {
      throw CliException.usage(
          "--ignore-case needs a filter to apply to",
          "add --name, --like, --contains, --prefix or --regex");
    }
    return filter;
  }
}
