package orgs.cli.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import orgs.cli.browse.TextPage.Entry;
import orgs.output.SafeText;
import orgs.store.MemberCount;
import orgs.store.MemberSelection;
import orgs.store.Organization;
import orgs.store.Store;

/** What there is to know of a row. */
final class Details {

  private Details() {}

  /** What is known without a query. */
  static TextPage page(Source source, Row row) {
    List<Entry> entries = new ArrayList<>();
    boolean member = source instanceof Source.MembersOf;
    entries.add(new Entry(member ? "member_id" : "org_id", String.valueOf(row.id())));
    entries.add(new Entry(member ? "member_name" : "org_name", row.name()));
    if (source instanceof Source.MembersOf of) {
      Organization organization = of.organization();
      entries.add(new Entry("org_name", organization.name()));
      entries.add(new Entry("org_id", String.valueOf(organization.id())));
    }
    if (!row.name().equals(SafeText.of(row.name())) || !isAscii(row.name())) {
      entries.add(new Entry("characters", codePoints(row.name())));
    }
    return new TextPage(member ? "Member" : "Organization", entries, row);
  }

  /** What the database has to be asked for. */
  static Entry more(Store store, Source source, Row row) {
    if (source instanceof Source.MembersOf of) {
      long same =
          store.members(of.organization()).count(new MemberSelection.Named(Set.of(row.name())));
      return new Entry("same name", same == 1 ? "nobody else" : (same - 1) + " others");
    }
    MemberCount count = store.members(new Organization(row.id(), row.name())).estimate();
    String text = new Count(count.members(), count.estimated()).text();
    return new Entry("members", count.estimated() ? text + " (estimated)" : text);
  }

  private static boolean isAscii(String name) {
    return name.chars().allMatch(c -> c < 128);
  }

  private static String codePoints(String name) {
    return name.codePoints()
        .mapToObj(point -> "U+%04X".formatted(point))
        .collect(Collectors.joining(" "));
  }
}
