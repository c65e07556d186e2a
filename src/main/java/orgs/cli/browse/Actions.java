package orgs.cli.browse;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import orgs.cli.backup.BackupOption;
import orgs.cli.session.Context;
import orgs.cli.syntax.CliException;
import orgs.output.SafeText;
import orgs.store.Backup;
import orgs.store.DeletedOrganization;
import orgs.store.Member;
import orgs.store.MemberCount;
import orgs.store.MemberSelection.WithIds;
import orgs.store.Members;
import orgs.store.Organization;
import orgs.store.OrganizationRef;
import orgs.store.Store;

/**
 * What can be done to rows: the same operations as the commands', with the same confirmations. More
 * than one member, or an organization, needs a name to be typed.
 */
final class Actions {

  private static final int NAMES_SHOWN = 5;

  private final Context context;
  private final Browser browser;

  Actions(Context context, Browser browser) {
    this.context = context;
    this.browser = browser;
  }

  // --- add

  void add(Listing listing) {
    boolean members = listing.source instanceof Source.MembersOf;
    browser.ask(
        new Question(
            members
                ? "Add a member to '" + SafeText.of(listing.source.title()) + "'"
                : "Create an organization",
            List.of(),
            " Name: ",
            "",
            question ->
                browser.run(
                    "adding",
                    question,
                    store -> add(store, listing.source, question.answer()),
                    row -> {
                      end("added " + row.id() + " '" + row.name() + "'");
                      listing.filter.set("");
                      browser.fetchLast();
                    })));
  }

  private static Row add(Store store, Source source, String name) {
    Row[] added = new Row[1];
    if (source instanceof Source.MembersOf of) {
      store
          .organizations()
          .append(
              new OrganizationRef.ById(of.organization().id()),
              List.of(name),
              member -> added[0] = new Row(member.id(), member.name()));
    } else {
      store
          .organizations()
          .create(List.of(name), false, one -> added[0] = new Row(one.id(), one.name()));
    }
    return added[0];
  }

  // --- rename

  void rename(Listing listing) {
    Row row = listing.window.current();
    if (row == null) {
      browser.say("there is nothing to rename");
      return;
    }
    browser.ask(
        new Question(
            "Rename " + row.id() + " '" + SafeText.of(row.name()) + "'",
            List.of(),
            " New name: ",
            row.name(),
            question ->
                browser.run(
                    "renaming",
                    question,
                    store -> rename(store, listing.source, row.id(), question.answer()),
                    renamed -> {
                      end("renamed " + renamed.id() + " to '" + renamed.name() + "'");
                      listing.marks.computeIfPresent(renamed.id(), (id, old) -> renamed);
                      browser.reload();
                    })));
  }

  private static Row rename(Store store, Source source, long id, String name) {
    if (source instanceof Source.MembersOf of) {
      Member renamed = store.members(of.organization()).rename(id, name);
      return new Row(renamed.id(), renamed.name());
    }
    Organization renamed = store.organizations().rename(new OrganizationRef.ById(id), name);
    return new Row(renamed.id(), renamed.name());
  }

  // --- move

  void move(Listing listing) {
    Map<Long, Row> rows = Browser.selected(listing);
    if (!(listing.source instanceof Source.MembersOf of) || rows.isEmpty()) {
      browser.say("there are no members to move");
      return;
    }
    Organization from = of.organization();
    browser.ask(
        new Question(
            "Move " + number(rows.size()) + " of '" + SafeText.of(from.name()) + "'",
            names(rows.values()),
            " To organization: ",
            "",
            question ->
                browser.run(
                    "looking it up",
                    question,
                    store -> target(store, from, question.answer()),
                    to -> confirmMove(listing, from, to, rows, question))));
  }

  private static Organization target(Store store, Organization from, String typed) {
    Organization to = Browser.organization(store, typed);
    if (to.equals(from)) {
      throw CliException.usage("they are in '" + to.name() + "' already", "name another one");
    }
    return to;
  }

  private void confirmMove(
      Listing listing, Organization from, Organization to, Map<Long, Row> rows, Question before) {
    Consumer<Question> move =
        question ->
            browser.run(
                "moving",
                question,
                store -> {
                  store
                      .members(from)
                      .move(new WithIds(Set.copyOf(rows.keySet())), to, member -> {});
                  return rows.size();
                },
                count -> {
                  end("moved " + number(count) + " to '" + to.name() + "'");
                  listing.marks.clear();
                  browser.reload();
                });
    if (rows.size() == 1) {
      move.accept(before);
    } else {
      browser.ask(
          confirmation(
              "moves " + number(rows.size()) + " of '" + from.name() + "' to '" + to.name() + "'",
              from.name(),
              move));
    }
  }

  // --- remove

  void remove(Listing listing) {
    if (!(listing.source instanceof Source.MembersOf of)) {
      delete(listing);
      return;
    }
    Map<Long, Row> rows = Browser.selected(listing);
    if (rows.isEmpty()) {
      browser.say("there are no members to remove");
      return;
    }
    Organization organization = of.organization();
    Function<Path, Consumer<Question>> remove =
        file ->
            question ->
                browser.run(
                    "removing",
                    question,
                    store ->
                        BackupOption.during(
                            context,
                            file,
                            saved -> remove(store.members(organization), rows.keySet(), saved)),
                    count -> {
                      end("removed " + number(count) + saved(file));
                      listing.marks.clear();
                      browser.reload();
                    });
    browser.ask(
        backup(
            "Remove " + number(rows.size()) + " of '" + SafeText.of(organization.name()) + "'",
            names(rows.values()),
            (question, file) -> {
              if (rows.size() == 1) {
                remove.apply(file).accept(question);
              } else {
                browser.ask(
                    confirmation(
                        "removes " + number(rows.size()) + " of '" + organization.name() + "'",
                        organization.name(),
                        remove.apply(file)));
              }
            }));
  }

  private static int remove(Members members, Set<Long> ids, Backup saved) {
    members.remove(
        saved, save -> members.remove(new WithIds(Set.copyOf(ids)), saved != null, save));
    return ids.size();
  }

  private void delete(Listing listing) {
    Row row = listing.window.current();
    if (row == null) {
      browser.say("there is nothing to delete");
      return;
    }
    if (listing.marks.size() > 1) {
      browser.say("organizations are deleted one by one; Space takes marks away");
      return;
    }
    Organization organization = new Organization(row.id(), row.name());
    Function<Path, Consumer<Question>> delete =
        file ->
            question ->
                browser.run(
                    "deleting",
                    question,
                    store ->
                        BackupOption.during(
                            context, file, saved -> delete(store, organization, saved)),
                    deleted -> {
                      end("deleted '" + organization.name() + "'" + saved(file));
                      listing.marks.clear();
                      browser.reload();
                    });
    browser.ask(
        backup(
            "Delete '" + SafeText.of(row.name()) + "' with all its members",
            List.of(),
            (question, file) ->
                browser.run(
                    "counting",
                    question,
                    store -> store.members(organization).estimate(),
                    count ->
                        browser.ask(
                            confirmation(
                                "deletes '" + row.name() + "' with " + members(count),
                                row.name(),
                                delete.apply(file))))));
  }

  private static DeletedOrganization delete(Store store, Organization organization, Backup saved) {
    return saved == null
        ? store.organizations().delete(new OrganizationRef.ById(organization.id()))
        : store.organizations().delete(List.of(organization), saved).get(0);
  }

  // --- questions

  /** Asks for the file of a backup first. */
  private Question backup(String title, List<String> lines, Backed next) {
    List<String> all = new ArrayList<>(lines);
    all.add("A backup goes to a new file; orgs restore brings it back. None: leave it empty.");
    return new Question(
        title,
        all,
        " Backup file: ",
        "",
        question -> {
          String typed = question.answer().strip();
          try {
            next.accept(question, typed.isEmpty() ? null : Path.of(typed));
          } catch (InvalidPathException e) {
            question.problem = "'" + typed + "' can't be the name of a file";
          }
        });
  }

  private interface Backed {
    void accept(Question question, Path file);
  }

  /** A name has to be typed. */
  private static Question confirmation(String what, String name, Consumer<Question> confirmed) {
    return new Question(
        "Are you sure?",
        List.of("This " + what + ". Type " + name + " to confirm."),
        " ",
        "",
        question -> {
          if (question.answer().equals(name)) {
            confirmed.accept(question);
          } else {
            question.problem = "the name doesn't match";
          }
        });
  }

  private void end(String message) {
    browser.closeOverlay();
    browser.say(message);
  }

  private static String saved(Path file) {
    return file == null ? "" : "; orgs restore " + file + " brings back what was there";
  }

  private static String number(int count) {
    return count + (count == 1 ? " member" : " members");
  }

  private static String members(MemberCount count) {
    String text = new Count(count.members(), count.estimated()).text();
    return text + (count.members() == 1 ? " member" : " members");
  }

  private static List<String> names(Collection<Row> rows) {
    List<String> names = new ArrayList<>();
    rows.stream().limit(NAMES_SHOWN).forEach(row -> names.add(row.id() + "  " + row.name()));
    if (rows.size() > NAMES_SHOWN) {
      names.add("and " + (rows.size() - NAMES_SHOWN) + " more");
    }
    return names;
  }
}
