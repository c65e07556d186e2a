package orgs.cli.completion;

import java.util.List;
import java.util.stream.Stream;
import orgs.output.SafeText;
import orgs.store.Store;
import orgs.store.model.CountedOrganization;
import orgs.store.model.NameFilter;
import orgs.store.model.Page;

/** Organizations that a word can become. */
final class OrganizationNames {

  private static final int MOST = 50;

  private OrganizationNames() {}

  /** The first {@value #MOST}, in the order of their names. */
  static List<String> beginningWith(String prefix, Store store) {
    NameFilter filter =
        prefix.isEmpty() ? NameFilter.ALL : new NameFilter(null, null, null, prefix, null, false);
    Page page = new Page(MOST, null, Page.Sort.NAME);
    try (Stream<CountedOrganization> found = store.organizations().select(filter, page, false)) {
      return found
          .map(counted -> counted.organization().name())
          // A name that a terminal would obey can't be shown among the candidates.
          .filter(name -> SafeText.of(name).equals(name))
          .toList();
    }
  }
}
