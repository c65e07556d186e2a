package orgs.chaos;

import static orgs.chaos.Act.FILE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import orgs.chaos.Act.Effect;
import orgs.chaos.Act.Outcome;
import orgs.chaos.Model.Member;
import orgs.chaos.Model.Organization;
import orgs.cli.syntax.ExitCode;

/** Random commands over a few names, so that they meet. */
final class Acts {

  private static final int INVALID_ONE_IN = 25;

  private final Random random;
  private final Names names;
  private final List<String> organizations;
  private final List<String> members;

  Acts(Random random, boolean linesAllowed) {
    this.random = random;
    this.names = new Names(random, linesAllowed);
    this.organizations = names.distinct(3);
    this.members = names.distinct(6);
  }

  Act next() {
    return switch (random.nextInt(22)) {
      case 0, 1, 2 -> create();
      case 3 -> rename();
      case 4 -> delete();
      case 5, 6, 7 -> add();
      case 8 -> remove();
      case 9 -> removeMatching();
      case 10 -> renameMember();
      case 11 -> move();
      case 12 -> duplicates();
      case 13 -> importNames();
      case 14 -> sync();
      case 15 -> diff();
      case 16 -> copy();
      case 17 -> merge();
      case 18 -> list();
      case 19 -> listMembers();
      case 20 -> find();
      default -> export();
    };
  }

  private Act create() {
    boolean lenient = random.nextInt(3) == 0;
    List<String> created = some(organizations, 2, true);
    List<String> first = created.size() > 1 ? List.of() : some(members, 3, true);
    List<String> words = new ArrayList<>(List.of("create"));
    if (lenient) {
      words.add("--if-not-exists");
    }
    first.forEach(name -> words.add("--member=" + name));
    return act(
        words,
        created,
        model -> {
          boolean taken = !lenient && created.stream().anyMatch(name -> model.find(name) != null);
          boolean added = model.find(created.get(0)) == null;
          if (anyInvalid(created) || anyInvalid(first) && (added || !lenient)) {
            return Outcome.failure(ExitCode.USAGE).or(taken ? ExitCode.CONFLICT : ExitCode.USAGE);
          }
          if (taken) {
            return Outcome.failure(ExitCode.CONFLICT);
          }
          for (String name : created) {
            if (model.find(name) == null) {
              Organization organization = model.create(name);
              first.forEach(member -> model.add(organization, member));
            }
          }
          return Outcome.rows(rows(created));
        });
  }

  private Act rename() {
    String old = any(organizations);
    String name = orInvalid(any(organizations));
    return act(
        List.of("rename"),
        List.of(old, name),
        model -> {
          Organization organization = model.find(old);
          if (!Names.isValid(name)) {
            return Outcome.failure(ExitCode.USAGE)
                .or(organization == null ? ExitCode.NOT_FOUND : ExitCode.USAGE);
          }
          if (organization == null) {
            return Outcome.failure(ExitCode.NOT_FOUND);
          }
          Organization there = model.find(name);
          if (there != null && there != organization) {
            return Outcome.failure(ExitCode.CONFLICT);
          }
          organization.name = name;
          return Outcome.rows(rows(List.of(name)));
        });
  }

  private Act delete() {
    boolean lenient = random.nextBoolean();
    List<String> gone = some(organizations, 2, false);
    List<String> words = new ArrayList<>(List.of("delete", "--yes"));
    if (lenient) {
      words.add("--if-exists");
    }
    return act(
        words,
        gone,
        model -> {
          if (!lenient && gone.stream().anyMatch(name -> model.find(name) == null)) {
            return Outcome.failure(ExitCode.NOT_FOUND);
          }
          List<List<String>> rows = new ArrayList<>();
          for (String name : gone) {
            Organization organization = model.find(name);
            if (organization != null) {
              rows.add(List.of(name, String.valueOf(organization.members.size())));
              model.organizations.remove(organization);
            }
          }
          return Outcome.rowsInAnyOrder(rows);
        });
  }

  private Act add() {
    List<String> added = some(members, 3, true);
    return inOne(
        List.of("members", "add"),
        added,
        (model, organization) -> {
          added.forEach(name -> model.add(organization, name));
          return Outcome.rows(rows(added));
        },
        added);
  }

  private Act remove() {
    List<String> gone = some(members, 2, false);
    return inOne(
        List.of("members", "remove", "--yes"),
        gone,
        (model, organization) -> {
          if (!organization.names().containsAll(gone)) {
            return Outcome.failure(ExitCode.NOT_FOUND);
          }
          return removed(organization, organization.matching(gone::contains));
        },
        List.of());
  }

  private Act removeMatching() {
    Filter filter = filter(members);
    return inOne(
        List.of("members", "remove", "--yes", filter.option()),
        List.of(),
        (model, organization) -> removed(organization, organization.matching(filter.condition())),
        List.of());
  }

  private static Outcome removed(Organization organization, List<Member> gone) {
    organization.members.removeAll(gone);
    return Outcome.rowsInAnyOrder(rowsOf(gone));
  }

  private Act renameMember() {
    String old = any(members);
    String name = orInvalid(any(members));
    return inOne(
        List.of("members", "rename"),
        List.of(old, name),
        (model, organization) -> {
          List<Member> called = organization.matching(old::equals);
          if (called.size() != 1) {
            return Outcome.failure(called.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.CONFLICT);
          }
          called.get(0).name = name;
          return Outcome.rows(rows(List.of(name)));
        },
        List.of(name));
  }

  private Act move() {
    boolean filtered = random.nextBoolean();
    Filter filter = filter(members);
    List<String> moved = filtered ? List.of() : some(members, 2, false);
    String from = any(organizations);
    String to = otherThan(from);
    List<String> words = new ArrayList<>(List.of("members", "move", "--yes", "--to=" + to));
    if (filtered) {
      words.add(filter.option());
    }
    List<String> positional = new ArrayList<>(List.of(from));
    positional.addAll(moved);
    return act(
        words,
        positional,
        model -> {
          Organization source = model.find(from);
          Organization target = model.find(to);
          if (source == null || target == null || !filtered && !source.names().containsAll(moved)) {
            return Outcome.failure(ExitCode.NOT_FOUND);
          }
          List<Member> chosen = source.matching(filtered ? filter.condition() : moved::contains);
          model.move(chosen, source, target);
          return Outcome.rowsInAnyOrder(rowsOf(chosen));
        });
  }

  private Act duplicates() {
    boolean remove = random.nextBoolean();
    List<String> words = new ArrayList<>(List.of("members", "duplicates"));
    if (remove) {
      words.addAll(List.of("--remove", "--yes"));
    }
    return inOne(
        words,
        List.of(),
        (model, organization) -> {
          Map<String, Integer> copies = new LinkedHashMap<>();
          organization.names().forEach(name -> copies.merge(name, 1, Integer::sum));
          copies.values().removeIf(count -> count == 1);
          if (remove) {
            List<String> seen = new ArrayList<>();
            organization.members.removeIf(
                member -> {
                  boolean again = seen.contains(member.name);
                  seen.add(member.name);
                  return again;
                });
            return Outcome.done();
          }
          List<List<String>> rows = new ArrayList<>();
          copies.forEach((name, count) -> rows.add(List.of(name, String.valueOf(count))));
          return Outcome.rowsInAnyOrder(rows);
        },
        List.of());
  }

  private Act importNames() {
    List<String> file = file();
    String name = any(organizations);
    boolean create = random.nextBoolean();
    List<String> words = new ArrayList<>(List.of("members", "import", "--input-format=jsonl"));
    if (create) {
      words.add("--create-org");
    }
    return withFile(
        words,
        name,
        file,
        model -> {
          Organization organization = model.find(name);
          if (organization == null && !create) {
            return Outcome.failure(ExitCode.NOT_FOUND);
          }
          Organization into = organization == null ? model.create(name) : organization;
          file.forEach(member -> model.add(into, member));
          return Outcome.rows(List.of());
        });
  }

  private Act sync() {
    List<String> file = file();
    String name = any(organizations);
    return withFile(
        List.of("members", "sync", "--input-format=jsonl", "--yes", "--max-removals=100%"),
        name,
        file,
        model -> {
          Organization organization = model.find(name);
          if (organization == null) {
            return Outcome.failure(ExitCode.NOT_FOUND);
          }
          List<Member> gone = surplus(organization, file);
          List<String> added = missing(organization, file);
          organization.members.removeAll(gone);
          added.forEach(member -> model.add(organization, member));
          return Outcome.rowsInAnyOrder(changes(gone, added));
        });
  }

  private Act diff() {
    List<String> file = file();
    String name = any(organizations);
    return withFile(
        List.of("members", "diff", "--input-format=jsonl"),
        name,
        file,
        model -> {
          Organization organization = model.find(name);
          if (organization == null) {
            return Outcome.failure(ExitCode.NOT_FOUND);
          }
          List<List<String>> changes =
              changes(surplus(organization, file), missing(organization, file));
          int code = changes.isEmpty() ? 0 : ExitCode.DIFFERENT;
          return new Outcome(code, code, changes, false);
        });
  }

  private Act copy() {
    String name = orInvalid(any(organizations));
    return inOne(
        List.of("copy"),
        List.of(name),
        (model, organization) -> {
          if (model.find(name) != null) {
            return Outcome.failure(ExitCode.CONFLICT);
          }
          Organization copy = model.create(name);
          organization.names().forEach(member -> model.add(copy, member));
          return Outcome.rows(List.of(List.of(name, String.valueOf(copy.members.size()))));
        },
        List.of(name));
  }

  private Act merge() {
    String into = any(organizations);
    String from = otherThan(into);
    return act(
        List.of("merge", "--yes", "--into=" + into),
        List.of(from),
        model -> {
          Organization source = model.find(from);
          Organization target = model.find(into);
          if (source == null || target == null) {
            return Outcome.failure(ExitCode.NOT_FOUND);
          }
          model.move(List.copyOf(source.members), source, target);
          model.organizations.remove(source);
          return Outcome.done();
        });
  }

  private Act list() {
    Filter filter = filter(organizations);
    return act(
        List.of("list", "--counts", filter.option()),
        List.of(),
        model ->
            Outcome.rows(
                model.organizations.stream()
                    .filter(one -> filter.condition().test(one.name))
                    .map(one -> List.of(one.name, String.valueOf(one.members.size())))
                    .toList()));
  }

  private Act listMembers() {
    Filter filter = filter(members);
    int limit = random.nextInt(3);
    return inOne(
        List.of("members", "list", filter.option(), "--limit=" + limit),
        List.of(),
        (model, organization) -> {
          List<Member> found = organization.matching(filter.condition());
          int end = limit == 0 ? found.size() : Math.min(limit, found.size());
          return Outcome.rows(rowsOf(found.subList(0, end)));
        },
        List.of());
  }

  private Act find() {
    Filter filter = filter(members);
    return act(
        List.of("find", filter.option()),
        List.of(),
        model -> {
          List<List<String>> rows = new ArrayList<>();
          for (Organization organization : model.organizations) {
            organization
                .matching(filter.condition())
                .forEach(member -> rows.add(List.of(organization.name, member.name)));
          }
          return Outcome.rowsInAnyOrder(rows);
        });
  }

  private Act export() {
    return inOne(
        List.of("members", "export"),
        List.of(),
        (model, organization) -> Outcome.rows(rowsOf(organization.members)),
        List.of());
  }

  /** A command about one organization. */
  private Act inOne(
      List<String> words,
      List<String> positional,
      BiFunction<Model, Organization, Outcome> effect,
      List<String> newNames) {
    String name = any(organizations);
    List<String> all = new ArrayList<>(List.of(name));
    all.addAll(positional);
    return act(
        words,
        all,
        model -> {
          boolean invalid = anyInvalid(newNames);
          Model work = invalid ? model.copy() : model;
          Organization organization = work.find(name);
          Outcome outcome =
              organization == null
                  ? Outcome.failure(ExitCode.NOT_FOUND)
                  : effect.apply(work, organization);
          if (invalid) {
            return Outcome.failure(ExitCode.USAGE)
                .or(outcome.exit() == 0 ? ExitCode.USAGE : outcome.exit());
          }
          return outcome;
        });
  }

  private static Act act(List<String> options, List<String> positional, Effect effect) {
    List<String> words = new ArrayList<>(options);
    words.add("--");
    words.addAll(positional);
    return new Act(words, null, effect);
  }

  private static Act withFile(
      List<String> options, String organization, List<String> file, Effect effect) {
    Act act = act(options, List.of(organization, FILE), effect);
    return new Act(act.words(), file, effect);
  }

  // What names a file's members are compared with: as often as they are in it.

  private static List<Member> surplus(Organization organization, List<String> file) {
    Map<String, Integer> wanted = new HashMap<>();
    file.forEach(name -> wanted.merge(name, 1, Integer::sum));
    return organization.members.stream()
        .filter(member -> wanted.merge(member.name, -1, Integer::sum) < 0)
        .toList();
  }

  private static List<String> missing(Organization organization, List<String> file) {
    Map<String, Integer> there = new HashMap<>();
    organization.names().forEach(name -> there.merge(name, 1, Integer::sum));
    return file.stream().filter(name -> there.merge(name, -1, Integer::sum) < 0).toList();
  }

  private static List<List<String>> changes(List<Member> gone, List<String> added) {
    List<List<String>> rows = new ArrayList<>();
    gone.forEach(member -> rows.add(List.of("remove", member.name)));
    added.forEach(name -> rows.add(List.of("add", name)));
    return rows;
  }

  private static List<List<String>> rows(List<String> names) {
    return names.stream().map(List::of).toList();
  }

  private static List<List<String>> rowsOf(List<Member> members) {
    return members.stream().map(member -> List.of(member.name)).toList();
  }

  private static boolean anyInvalid(List<String> names) {
    return names.stream().anyMatch(name -> !Names.isValid(name));
  }

  private record Filter(String option, Predicate<String> condition) {}

  private Filter filter(List<String> from) {
    String name = any(from);
    int[] points = name.codePoints().toArray();
    int begin = random.nextInt(points.length);
    int length = 1 + random.nextInt(Math.min(3, points.length - begin));
    String piece = new String(points, begin, length);
    return switch (random.nextInt(4)) {
      case 0 -> new Filter("--name=" + name, name::equals);
      case 1 -> new Filter("--contains=" + piece, other -> other.contains(piece));
      case 2 -> {
        String prefix = new String(points, 0, length);
        yield new Filter("--prefix=" + prefix, other -> other.startsWith(prefix));
      }
      default -> like(points);
    };
  }

  /** A pattern for a name whose characters are themselves, any one, or any text. */
  private Filter like(int[] points) {
    StringBuilder pattern = new StringBuilder();
    StringBuilder regex = new StringBuilder("(?s)");
    for (int point : points) {
      switch (random.nextInt(6)) {
        case 0 -> {
          pattern.append('_');
          regex.append('.');
        }
        case 1 -> {
          pattern.append('%');
          regex.append(".*");
        }
        default -> {
          if (point == '%' || point == '_' || point == '\\') {
            pattern.append('\\');
          }
          pattern.appendCodePoint(point);
          regex.append("\\x{").append(Integer.toHexString(point)).append('}');
        }
      }
    }
    String expression = regex.toString();
    return new Filter("--like=" + pattern, name -> name.matches(expression));
  }

  private List<String> file() {
    List<String> file = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      file.add(any(members));
    }
    return file;
  }

  /** Up to so many that differ, one at the least. */
  private List<String> some(List<String> from, int atMost, boolean mayBeInvalid) {
    List<String> shuffled = new ArrayList<>(from);
    Collections.shuffle(shuffled, random);
    List<String> some = new ArrayList<>(shuffled.subList(0, 1 + random.nextInt(atMost)));
    if (mayBeInvalid) {
      some.set(0, orInvalid(some.get(0)));
    }
    return some;
  }

  private String orInvalid(String name) {
    return random.nextInt(INVALID_ONE_IN) == 0 ? names.invalid() : name;
  }

  private String otherThan(String name) {
    String other = any(organizations);
    return other.equals(name) ? otherThan(name) : other;
  }

  private String any(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
