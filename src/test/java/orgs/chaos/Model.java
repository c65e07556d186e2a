package orgs.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Organizations and members as the documents describe them: slow, simple, and in memory. */
final class Model {

  /** A member; the ids grow like the server's, but without its gaps. */
  static final class Member {
    final long id;
    String name;

    Member(long id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  static final class Organization {
    String name;
    final List<Member> members = new ArrayList<>();

    Organization(String name) {
      this.name = name;
    }

    List<Member> matching(Predicate<String> names) {
      return members.stream().filter(member -> names.test(member.name)).toList();
    }

    List<String> names() {
      return members.stream().map(member -> member.name).toList();
    }
  }

  final List<Organization> organizations = new ArrayList<>();
  private long lastId;

  /** The one of this name, or null. */
  Organization find(String name) {
    return organizations.stream().filter(one -> one.name.equals(name)).findFirst().orElse(null);
  }

  Organization create(String name) {
    Organization created = new Organization(name);
    organizations.add(created);
    return created;
  }

  void add(Organization organization, String name) {
    organization.members.add(new Member(++lastId, name));
  }

  /** Members keep their ids, and are listed in their order. */
  void move(List<Member> members, Organization from, Organization to) {
    from.members.removeAll(members);
    to.members.addAll(members);
    to.members.sort(Comparator.comparingLong(member -> member.id));
  }

  Model copy() {
    Model copy = new Model();
    copy.lastId = lastId;
    for (Organization organization : organizations) {
      Organization same = copy.create(organization.name);
      organization.members.forEach(m -> same.members.add(new Member(m.id, m.name)));
    }
    return copy;
  }

  /** Organizations in the order of their ids, each with its members in that order. */
  List<List<String>> contents() {
    List<List<String>> contents = new ArrayList<>();
    for (Organization organization : organizations) {
      List<String> row = new ArrayList<>(List.of(organization.name));
      row.addAll(organization.names());
      contents.add(row);
    }
    return contents;
  }

  /** The names of all members in the order of their ids. */
  List<String> everybody() {
    return organizations.stream()
        .flatMap(organization -> organization.members.stream())
        .sorted(Comparator.comparingLong(member -> member.id))
        .map(member -> member.name)
        .toList();
  }
}
