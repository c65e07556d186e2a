package orgs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orgs.store.load.ImportRow;
import orgs.store.model.Member;
import orgs.testing.Effort;
import orgs.testing.Randomized;

/** The arrows between the packages, and who may know what. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("orgs");

  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.OnlyIncludeTests())
          .importPackages("orgs");

  /** Everything that may be known of our own; what is not named here knows nothing. */
  @ParameterizedTest
  @CsvSource({
    "orgs, orgs.cli orgs.cli.console orgs.daemon orgs.config",
    "orgs.cli, orgs.cli.. orgs.store orgs.store.session orgs.store.model",
    "orgs.cli.command.., orgs.cli.browse orgs.cli.completion orgs.cli.error"
        + " orgs.cli.script orgs.cli.shell orgs.cli.load orgs.cli.backup orgs.cli.session"
        + " orgs.cli.rows orgs.cli.console orgs.cli.files orgs.cli.syntax orgs.store"
        + " orgs.store.sync orgs.store.backup orgs.store.load orgs.store.copy orgs.store.model"
        + " orgs.database orgs.database.admin orgs.database.migration orgs.server orgs.config"
        + " orgs.output orgs.input.. orgs.backup orgs.daemon",
    "orgs.cli.browse, orgs.cli.browse.terminal orgs.cli.backup orgs.cli.session"
        + " orgs.cli.rows orgs.cli.console orgs.cli.syntax orgs.store orgs.store.backup"
        + " orgs.store.model orgs.config orgs.output",
    "orgs.cli.browse.terminal, orgs.cli.syntax",
    "orgs.cli.completion, orgs.cli.error orgs.cli.script orgs.cli.session orgs.cli.console"
        + " orgs.cli.syntax orgs.store orgs.store.session orgs.store.model orgs.database"
        + " orgs.config orgs.output",
    "orgs.cli.shell, orgs.cli.completion orgs.cli.error orgs.cli.script orgs.cli.session"
        + " orgs.cli.console orgs.cli.syntax orgs.store orgs.store.session orgs.config"
        + " orgs.input..",
    "orgs.cli.script, orgs.cli.error orgs.cli.session orgs.cli.rows orgs.cli.console"
        + " orgs.cli.syntax orgs.store orgs.store.session orgs.store.model orgs.input"
        + " orgs.output",
    "orgs.cli.error, orgs.cli.session orgs.cli.rows orgs.cli.console orgs.cli.files"
        + " orgs.cli.syntax orgs.store orgs.store.session orgs.store.model orgs.config orgs.input.text"
        + " orgs.output",
    "orgs.cli.backup, orgs.cli.session orgs.cli.console orgs.cli.files orgs.cli.syntax"
        + " orgs.store orgs.store.backup orgs.store.copy orgs.store.model orgs.database.migration"
        + " orgs.output orgs.backup",
    "orgs.cli.load, orgs.cli.backup orgs.cli.session orgs.cli.rows orgs.cli.console"
        + " orgs.cli.files orgs.cli.syntax orgs.store orgs.store.sync orgs.store.backup"
        + " orgs.store.load orgs.store.copy orgs.store.model orgs.config orgs.input.. orgs.output",
    "orgs.cli.session, orgs.cli.rows orgs.cli.console orgs.cli.files orgs.cli.syntax"
        + " orgs.store orgs.store.session orgs.database orgs.config orgs.output",
    "orgs.cli.rows, orgs.cli.console orgs.cli.files orgs.cli.syntax orgs.store.copy"
        + " orgs.store.model orgs.config orgs.output",
    "orgs.cli.console, orgs.cli.files orgs.cli.syntax orgs.store.session orgs.config"
        + " orgs.output",
    "orgs.cli.files, orgs.cli.syntax orgs.config orgs.output",
    "orgs.cli.syntax, orgs.store orgs.store.model orgs.config orgs.output",
    "orgs.store, orgs.store.. orgs.schema..",
    "orgs.store.sync, orgs.store.backup orgs.store.placement orgs.store.load orgs.store.copy"
        + " orgs.store.session orgs.store.model orgs.schema..",
    "orgs.store.backup, orgs.store.placement orgs.store.load orgs.store.copy orgs.store.session"
        + " orgs.store.model orgs.schema..",
    "orgs.store.placement, orgs.store.load orgs.store.copy orgs.store.session orgs.store.model"
        + " orgs.schema..",
    "orgs.store.load, orgs.store.copy orgs.store.session orgs.store.model orgs.schema..",
    "orgs.store.copy, orgs.store.session orgs.store.model",
    "orgs.store.session, orgs.store.model orgs.schema..",
    "orgs.store.model, orgs.schema..",
    "orgs.database, orgs.database.socket orgs.database.migration orgs.database.sql orgs.server"
        + " orgs.config",
    "orgs.database.admin, orgs.database orgs.database.migration orgs.database.sql orgs.config",
    "orgs.database.migration, orgs.database.sql orgs.config",
    "orgs.database.socket, orgs.config",
    "orgs.database.sql, ''",
    "orgs.server, orgs.config",
    "orgs.config, ''",
    "orgs.daemon, orgs.config",
    "orgs.backup, orgs.store.backup orgs.store.copy orgs.store.model orgs.output"
        + " orgs.input.text",
    "orgs.output, ''",
    "orgs.input, orgs.input.text",
    "orgs.input.text, ''",
    "orgs.schema.., ''",
    "orgs.codegen, orgs.database.migration orgs.server orgs.config",
  })
  void packageKnowsOnly(String known, String others) {
    String[] allowed =
        Stream.concat(Stream.of(known), Arrays.stream(others.split(" ")))
            .filter(name -> !name.isEmpty())
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(known)
        .should()
        .dependOnClassesThat(resideInAPackage("orgs..").and(resideOutsideOfPackages(allowed)))
        .check(CLASSES);
  }

  @Test
  void everyPackageHasItsRule() {
    noClasses()
        .should()
        .resideOutsideOfPackages(
            "orgs",
            "orgs.cli",
            "orgs.cli.command..",
            "orgs.cli.browse",
            "orgs.cli.browse.terminal",
            "orgs.cli.completion",
            "orgs.cli.script",
            "orgs.cli.shell",
            "orgs.cli.error",
            "orgs.cli.load",
            "orgs.cli.backup",
            "orgs.backup",
            "orgs.cli.session",
            "orgs.cli.rows",
            "orgs.cli.console",
            "orgs.cli.files",
            "orgs.cli.syntax",
            "orgs.store",
            "orgs.store.sync",
            "orgs.store.backup",
            "orgs.store.placement",
            "orgs.store.load",
            "orgs.store.copy",
            "orgs.store.session",
            "orgs.store.model",
            "orgs.database",
            "orgs.database.admin",
            "orgs.database.migration",
            "orgs.database.socket",
            "orgs.database.sql",
            "orgs.server",
            "orgs.config",
            "orgs.daemon",
            "orgs.output",
            "orgs.input",
            "orgs.input.text",
            "orgs.schema..",
            "orgs.codegen")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("orgs.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("orgs.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("orgs.database.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("orgs.cli.command.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("orgs.store.(*)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheStoreKnowsJooq() {
    noClasses()
        .that()
        .resideOutsideOfPackages("orgs.store..", "orgs.schema..", "orgs.codegen..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jooq..")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("orgs.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void onlyMainKnowsTheProcess() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Main.class.getName())
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  /** Otherwise a test that failed could not be repeated. */
  @Test
  void randomChoicesComeFromTheSeed() {
    noClasses()
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(ThreadLocalRandom.class, "current")
        .check(TESTS);
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Test")
        .and()
        .areNotAnnotatedWith(Randomized.class)
        .should()
        .callMethod(Effort.class, "seed")
        .check(TESTS);
  }

  @Test
  void nothingHoldsManyMembers() {
    assertThat(CLASSES.stream().flatMap(type -> type.getFields().stream()))
        .isNotEmpty()
        .noneMatch(field -> isCollectionOfMembers(field.getType()));
  }

  @Test
  void nothingGivesOrTakesManyMembers() {
    assertThat(CLASSES.stream().flatMap(type -> type.getCodeUnits().stream()))
        .isNotEmpty()
        .noneMatch(
            unit ->
                isCollectionOfMembers(unit.getReturnType())
                    || unit.getParameterTypes().stream()
                        .anyMatch(ArchitectureTest::isCollectionOfMembers));
  }

  private static boolean isCollectionOfMembers(JavaType type) {
    Set<JavaClass> involved = type.getAllInvolvedRawTypes();
    boolean members =
        involved.stream()
            .map(JavaClass::getBaseComponentType)
            .anyMatch(
                one -> one.isEquivalentTo(Member.class) || one.isEquivalentTo(ImportRow.class));
    return members
        && (type.toErasure().isArray()
            || involved.stream()
                .anyMatch(
                    one -> one.isAssignableTo(Collection.class) || one.isAssignableTo(Map.class)));
  }
}
