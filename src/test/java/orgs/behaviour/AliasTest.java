package orgs.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import orgs.testing.Result;
import orgs.testing.TestOrgs;

/** Commands by the names that a shell has for the like. */
class AliasTest {

  private final TestOrgs orgs = TestOrgs.migrated();

  @Test
  void organizations() {
    orgs.ok("create", "acme", "globex");

    assertThat(orgs.run("ls", "--prefix", "a")).isEqualTo(Result.ok("1\tacme\n"));
    assertThat(orgs.run("mv", "acme", "initech")).isEqualTo(Result.ok("1\tinitech\n"));
    assertThat(orgs.run("rm", "globex").exit()).isEqualTo(6);
    assertThat(orgs.run("rm", "globex", "--yes")).isEqualTo(Result.ok("2\tglobex\t0\n"));
    assertThat(orgs.contents()).containsExactly("initech|null");
  }

  @Test
  void members() {
    orgs.ok("create", "acme", "--member", "ann", "--member", "bob");
    orgs.ok("create", "globex");

    assertThat(orgs.run("members", "ls", "acme")).isEqualTo(orgs.run("members", "list", "acme"));
    assertThat(orgs.run("members", "filter", "acme", "--name", "bob"))
        .isEqualTo(Result.ok("2\tbob\n"));
    assertThat(orgs.run("members", "mv", "acme", "ann", "--to", "globex"))
        .isEqualTo(Result.ok("1\tann\n"));
    assertThat(orgs.run("members", "rm", "acme", "bob")).isEqualTo(Result.ok("2\tbob\n"));
    assertThat(orgs.contents()).containsExactly("acme|null", "globex|ann");
  }

  @Test
  void linesOfScripts() {
    String script = "create acme --member ann\nls\nmv acme b\nmembers rm b ann\nrm b --yes\n";

    assertThat(orgs.runWithInput(script, "run", "-"))
        .isEqualTo(Result.ok("1\tacme\n1\tacme\n1\tb\n1\tann\n1\tb\t0\n"));
    assertThat(orgs.runWithInput("help members add\n", "run", "-"))
        .isEqualTo(orgs.run("members", "add", "--help"));
  }
}
