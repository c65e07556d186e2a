package orgs.cli.command.members;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import orgs.cli.load.Importer;
import orgs.cli.load.NamesFile;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.FilterOptions;
import orgs.cli.syntax.Syntax;
import orgs.store.MemberName;
import orgs.store.MemberSelection;
import orgs.store.Members;
import orgs.store.NameFilter;
import orgs.store.Store;

/** The options that select members: names, ids, a filter, or a file of names. */
final class SelectedMembers {

  private final Context context;
  private final Arg<List<String>> names;
  private final Arg<List<Long>> ids;
  private final FilterOptions filter;
  private final Arg<String> from;
  private final Arg<Boolean> ignoreMissing;
  private final NamesFile file;

  /**
   * Adds the parameters and options.
   *
   * @param verb what is done to the members: {@code "Remove"}
   */
  SelectedMembers(Context context, Syntax syntax, String verb) {
    this.context = context;
    names = syntax.parameters("NAME", "0..*", verb + " every member with one of these names.");
    ids = syntax.numbers("--id", "ID", "The member with this id; may be repeated.");
    filter = new FilterOptions(syntax);
    from =
        syntax.inputFile(
            "--from", "FILE", verb + " every member whose name is in FILE; - for standard input.");
    ignoreMissing = syntax.flag("--ignore-missing", "Don't fail if no member has a name in FILE.");
    file = NamesFile.strict(syntax);
  }

  /** Refuses contradictory options, before any look-up. */
  void check() {
    int ways =
        (names.isGiven() ? 1 : 0)
            + (ids.isGiven() ? 1 : 0)
            + (filter.filter().isEmpty() ? 0 : 1)
            + (from.isGiven() ? 1 : 0);
    if (ways != 1) {
      throw CliException.usage(
          ways == 0 ? "no members selected" : "names, --id, filters and --from can't be combined",
          "give names, or --id, or a filter such as --like, or --from FILE");
    }
    if (!from.isGiven() && (ignoreMissing.value() || file.isDescribed())) {
      throw CliException.usage(
          "--ignore-missing, --column, --input-format, --header, --delimiter and --encoding are"
              + " about a file",
          "give it with --from");
    }
  }

  /** A scope in which the selected members are known. */
  interface Scope {

    /**
     * Runs work on the selection, once. Names from a file are known in one transaction, which ends
     * when this returns.
     */
    <T> T with(Function<MemberSelection, T> body);
  }

  /** Runs work on the selected members; the message that it returns is shown, unless it is null. */
  void use(Store store, Members members, Function<Scope, String> work) {
    if (!from.isGiven()) {
      say(work.apply(known()));
      return;
    }
    try (Importer<MemberName> rows = file.open(context, from.value(), Function.identity())) {
      rows.finish(work.apply(listed(store, members, rows)));
    }
  }

  private Scope known() {
    MemberSelection selection = selection();
    return new Scope() {
      @Override
      public <T> T with(Function<MemberSelection, T> body) {
        return body.apply(selection);
      }
    };
  }

  private Scope listed(Store store, Members members, Importer<MemberName> rows) {
    return new Scope() {
      @Override
      public <T> T with(Function<MemberSelection, T> body) {
        return store.transaction(
            () -> {
              T result =
                  body.apply(
                      members.listed(rows.rows(), ignoreMissing.value(), rows.load().phases()));
              members.forgetListed();
              return result;
            },
            rows.load().phases());
      }
    };
  }

  private void say(String message) {
    if (message != null) {
      context.messages().say(message);
    }
  }

  private MemberSelection selection() {
    NameFilter matching = filter.filter();
    if (names.isGiven()) {
      return new MemberSelection.Named(new LinkedHashSet<>(names.value()));
    }
    return ids.isGiven()
        ? new MemberSelection.WithIds(new LinkedHashSet<>(ids.value()))
        : new MemberSelection.Matching(matching);
  }
}
