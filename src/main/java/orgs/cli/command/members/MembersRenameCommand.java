package orgs.cli.command.members;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orgs.cli.rows.Columns;
import orgs.cli.session.Confirmation;
import orgs.cli.session.Context;
import orgs.cli.syntax.Arg;
import orgs.cli.syntax.CliException;
import orgs.cli.syntax.ExitCode;
import orgs.cli.syntax.FilterOptions;
import orgs.cli.syntax.OrganizationParameter;
import orgs.cli.syntax.Syntax;
import orgs.cli.syntax.Usage;
import orgs.store.BulkRename;
import orgs.store.ChangeKind;
import orgs.store.Member;
import orgs.store.MemberName;
import orgs.store.Members;
import orgs.store.NameFilter;
import orgs.store.Replacement;

public final class MembersRenameCommand implements Callable<Integer> {

  private final Context context;
  private final OrganizationParameter organization;
  private final Arg<List<String>> names;
  private final Arg<Long> id;
  private final FilterOptions filter;
  private final Arg<String> replace;
  private final Arg<String> with;
  private final Confirmation confirmation;

  public MembersRenameCommand(Context context, Syntax syntax) {
    this.context = context;
    syntax
        .description(
            "Rename members: one by its name or id, or part of every name that matches a filter.")
        .exitCodes(
            Usage.NO_ORGANIZATION_OR_MEMBER,
            "4:Several members have the old name.",
            Usage.NOT_CONFIRMED)
        .examples(
            "orgs members rename acme bob robert",
            "orgs members rename acme --id 2 robert",
            "orgs members rename acme --prefix tmp- --replace tmp- --with old- --yes");
    organization = new OrganizationParameter(syntax);
    names =
        syntax.parameters("NAME", "0..2", "The old and the new name; with --id, only the new one.");
    id = syntax.number("--id", "ID", "The member with this id.");
    filter = new FilterOptions(syntax);
    replace =
        syntax.option(
            "--replace", "OLD", "Replace OLD in the names that match the filter. Needs --with.");
    with = syntax.option("--with", "NEW", "The text that replaces it.");
    confirmation = Confirmation.orDryRun(syntax);
  }

  @Override
  public Integer call() {
    NameFilter matching = filter.filter();
    boolean bulk = replace.isGiven() || with.isGiven() || !matching.isEmpty();
    boolean complete =
        bulk
            ? replace.isGiven()
                && with.isGiven()
                && !matching.isEmpty()
                && !names.isGiven()
                && !id.isGiven()
            : names.value().size() == (id.isGiven() ? 1 : 2);
    if (!complete) {
      throw CliException.usage(
          "unclear which members get which name",
          "give OLD NEW, or --id ID NEW, or a filter with --replace OLD --with NEW");
    }
    if (bulk) {
      Replacement replacement = new Replacement(replace.value(), with.value());
      renameAll(organization.members(context.store()), matching, replacement);
    } else {
      renameOne(organization.members(context.store()));
    }
    return ExitCode.OK;
  }

  private void renameOne(Members members) {
    List<String> given = names.value();
    MemberName newName = MemberName.of(given.get(given.size() - 1));
    if (confirmation.isDryRun()) {
      context.store().rehearse(ChangeKind.RENAME_MEMBERS);
      Member found = id.isGiven() ? members.get(id.value()) : members.get(given.get(0));
      context
          .messages()
          .say(change(members).show(1, Stream.of(new Member(found.id(), newName.text()))));
      return;
    }
    context
        .rows()
        .printChanges(
            Columns.MEMBER,
            rows -> {
              Member renamed =
                  id.isGiven()
                      ? members.rename(id.value(), newName)
                      : members.rename(given.get(0), newName);
              rows.add(renamed.id(), renamed.name());
            });
  }

  private void renameAll(Members members, NameFilter matching, Replacement replacement) {
    BulkRename rename = members.renaming(matching, replacement);
    BulkChange change = change(members);
    if (confirmation.isDryRun()) {
      context.store().rehearse(ChangeKind.RENAME_MEMBERS);
      long count = change.count(rename::count);
      try (Stream<Member> sample = rename.select(BulkChange.SAMPLE)) {
        context.messages().say(change.show(count, sample));
      }
      return;
    }
    change.confirm(rename::count);
    context
        .rows()
        .printChanges(
            Columns.MEMBER,
            rows -> {
              rows.waitFor("renaming");
              rename.run(member -> rows.add(member.id(), member.name()));
            });
  }

  private BulkChange change(Members members) {
    return new BulkChange(context, confirmation, members, BulkChange.Verb.RENAME, "");
  }
}
