package orgs.cli.syntax;

import orgs.store.model.NameFilter;

/** The options that filter names; a name must match all that are given. */
public final class FilterOptions {

  private final Arg<String> name;
  private final Arg<String> like;
  private final Arg<String> contains;
  private final Arg<String> prefix;
  private final Arg<String> regex;
  private final Arg<Boolean> ignoreCase;

  public FilterOptions(Syntax syntax) {
    name = syntax.option("--name", "TEXT", "Names equal to TEXT.");
    like =
        syntax.option(
            "--like",
            "PATTERN",
            "Names that match PATTERN: % stands for any text, _ for any one character.");
    contains = syntax.option("--contains", "TEXT", "Names that contain TEXT.");
    prefix = syntax.option("--prefix", "TEXT", "Names that start with TEXT.");
    regex = syntax.option("--regex", "RE", "Names that match a PostgreSQL regular expression.");
    ignoreCase = syntax.flag("-i, --ignore-case", "Ignore upper and lower case in filters.");
  }

  public NameFilter filter() {
    NameFilter filter =
        new NameFilter(
            name.value(),
            like.value(),
            contains.value(),
            prefix.value(),
            regex.value(),
            ignoreCase.value());
    if (ignoreCase.value() && filter.isEmpty()) {
      throw CliException.usage(
          "--ignore-case needs a filter", "add --name, --like, --contains, --prefix or --regex");
    }
    return filter;
  }
}
