package news.rendezvous;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The one-way street: which package may import which, and which library belongs where. */
@AnalyzeClasses(packages = "news.rendezvous", importOptions = ImportOption.DoNotIncludeTests.class)
class StreetTest {

  /** What each package may import besides itself and {@code item}. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("item", Set.of()),
          Map.entry("problem", Set.of()),
          Map.entry("broker", Set.of()),
          Map.entry("source", Set.of("broker")),
          Map.entry("fetch", Set.of("source")),
          Map.entry("parse", Set.of("fetch")),
          Map.entry("resolve", Set.of("fetch", "parse")),
          Map.entry("normalize", Set.of("source", "parse", "resolve")),
          Map.entry("poll", Set.of("source", "fetch", "parse", "resolve", "normalize", "broker")),
          Map.entry("dedup", Set.of("broker")),
          Map.entry("view", Set.of("broker")),
          Map.entry("serve", Set.of("view", "source", "poll", "problem")),
          Map.entry("admin", Set.of("broker", "source", "fetch", "poll", "view", "problem")),
          Map.entry("demo", Set.of("source", "fetch")));

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("news.rendezvous.(*)..").should().beFreeOfCycles();

  @ArchTest
  static void importsOnlyAsTabled(com.tngtech.archunit.core.domain.JavaClasses classes) {
    MAY_IMPORT.forEach(
        (house, allowed) ->
            classes()
                .that()
                .resideInAPackage("news.rendezvous." + house)
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("news.rendezvous..")
                .orShould()
                .onlyDependOnClassesThat(
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                            Stream.concat(Stream.of(house, "item"), allowed.stream())
                                .map(name -> "news.rendezvous." + name)
                                .toArray(String[]::new))
                        .or(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates
                                .resideOutsideOfPackage("news.rendezvous..")))
                .allowEmptyShould(true)
                .check(classes));
  }

  @ArchTest
  static final ArchRule ROME_ONLY_WHERE_FEEDS_ARE_READ_OR_WRITTEN =
      only("com.rometools..", "parse", "serve");

  @ArchTest
  static final ArchRule KAFKA_STREAMS_ONLY_IN_DEDUP = only("org.apache.kafka.streams..", "dedup");

  @ArchTest
  static final ArchRule HTTP_CLIENTS_ONLY_IN_FETCH_AND_RESOLVE =
      only("io.vertx.core.http.HttpClient*", "fetch", "resolve");

  @ArchTest
  static final ArchRule JACKSON_ANNOTATIONS_ONLY_IN_ITEM =
      only("com.fasterxml.jackson.annotation..", "item");

  private static ArchRule only(String library, String... houses) {
    String[] packages =
        Stream.of(houses).map(house -> "news.rendezvous." + house).toArray(String[]::new);
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat(
            library.endsWith("..")
                ? com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(library)
                : com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                        library.replace(".", "\\.").replace("*", ".*"))
                    .as(library)
                    .forSubtype())
        .allowEmptyShould(true);
  }
}
