package orgs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import orgs.store.Member;
import orgs.store.Members;
import orgs.store.NameFilter;
import orgs.store.Names;
import orgs.store.Replacement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rename",
    description =
        "Rename members: one by its name or id, or a part of the names that a filter takes.",
    exitCodeList = {
      Usage.NO_ORGANIZATION_OR_MEMBER,
      "4:Several members have the old name.",
      Usage.NOT_CONFIRMED
    },
    footer = {
      "  orgs members rename acme bob robert",
      "  orgs members rename acme --id 2 robert",
      "  orgs members rename acme --prefix tmp- --replace tmp- --with old- --yes"
    })
final class MembersRenameCommand implements Callable<Integer> {

  private final Context context;

  @Mixin OrganizationParameter organization;

  @Parameters(
      index = "1..*",
      arity = "0..2",
      paramLabel = "NAME",
      description = "The old and the new name; with --id the new one only.")
  List<String> names = List.of();

  @Option(names = "--id", paramLabel = "ID", description = "The member with this id.")
  Long id;

  @Mixin FilterOptions filter;

  @Option(
      names = "--replace",
      paramLabel = "OLD",
      description = "Replace OLD in the names that the filter takes. Goes with --with.")
  String replace;

  @Option(names = "--with", paramLabel = "NEW", description = "What comes in its place.")
  String with;

  @Mixin Confirmation confirmation;

  MembersRenameCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    NameFilter matching = filter.filter();
    boolean bulk = replace != null || with != null || !matching.isEmpty();
    boolean complete =
        bulk
            ? replace != null
                && with != null
                && !matching.isEmpty()
                && names.isEmpty()
                && id == null
            : names.size() == (id == null ? 2 : 1);
    if (!complete) {
      throw CliException.usage(
          "which member, and to what?",
          "give OLD NEW, or --id ID NEW, or a filter with --replace OLD --with NEW");
    }
    if (bulk) {
      Replacement replacement = new Replacement(replace, with);
      renameAll(organization.members(context.store()), matching, replacement);
    } else {
      renameOne(organization.members(context.store()));
    }
    return ExitCode.OK;
  }

  private void renameOne(Members members) {
    String newName = Names.member(names.get(names.size() - 1));
    if (confirmation.dryRun) {
      Member found = id == null ? members.get(names.get(0)) : members.get(id);
      BulkChange.show(context, "renamed", 1, Stream.of(new Member(found.id(), newName)));
      return;
    }
    context.printChanges(
        Columns.MEMBER,
        rows -> {
          Member renamed =
              id == null ? members.rename(names.get(0), newName) : members.rename(id, newName);
          rows.add(renamed.id(), renamed.name());
        });
  }

  private void renameAll(Members members, NameFilter matching, Replacement replacement) {
    if (confirmation.dryRun) {
      long count = BulkChange.count(context, () -> members.countUpdates(matching, replacement));
      try (Stream<Member> sample =
          members.selectUpdates(matching, replacement, BulkChange.SAMPLE)) {
        BulkChange.show(context, "renamed", count, sample);
      }
      return;
    }
    if (confirmation.isOpen()) {
      long count = BulkChange.count(context, () -> members.countUpdates(matching, replacement));
      BulkChange.ask(context, confirmation, "renames", count, members);
    }
    context.printChanges(
        Columns.MEMBER,
        rows -> {
          rows.waitFor("renaming");
          members.update(matching, replacement, member -> rows.add(member.id(), member.name()));
        });
  }
}
