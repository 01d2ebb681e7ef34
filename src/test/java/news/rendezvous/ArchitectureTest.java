package news.rendezvous;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.LoggingFilter;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigSourceFactory;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * The layered architecture: which package may import which, which library belongs where, and no
 * cycles, neither between packages nor between the classes of one.
 */
@AnalyzeClasses(packages = "news.rendezvous", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "news.rendezvous.";

  /** The packages that each house may import, besides {@code item} and its own. */
  private static final Map<String, Set<String>> HOUSES =
      Map.ofEntries(
          Map.entry("item", Set.of()),
          Map.entry("kafka", Set.of()),
          Map.entry("source", Set.of("kafka..")),
          Map.entry("ingest", Set.of("kafka..", "source..")),
          Map.entry("dedup", Set.of("kafka..")),
          Map.entry("view", Set.of("kafka..", "source")),
          Map.entry(
              "serve",
              Set.of(
                  "kafka",
                  "kafka.client",
                  "kafka.topic",
                  "source",
                  "view..",
                  "ingest.fetch", // callbacks are reached as upstream servers are
                  "ingest.fetch.guard",
                  "ingest.fetch.http",
                  "ingest.icon",
                  "ingest.poll..",
                  "ingest.push",
                  "ingest.resolve")),
          Map.entry("amend", Set.of("kafka.client", "view", "ingest.poll", "ingest.resolve")),
          Map.entry(
              "admin",
              Set.of(
                  "kafka..",
                  "source..",
                  "view..",
                  "ingest.discover",
                  "ingest.fetch.guard",
                  "ingest.normalize.html",
                  "ingest.parse..",
                  "ingest.poll..",
                  "ingest.push",
                  "ingest.resolve",
                  "serve.http.problem",
                  "serve.hub..")),
          Map.entry("demo", Set.of("source", "ingest.fetch.guard", "kafka.client", "kafka.disk")),
          Map.entry("launch", Set.of("..")));

  /** The rooms of {@code ingest} in the way of the data: each may import those before it. */
  private static final List<String> INGEST =
      List.of(
          "fetch", "parse", "dialect", "resolve", "normalize", "discover", "push", "poll", "icon");

  @ArchTest
  static void everyPackageBelongsToAHouse(JavaClasses all) {
    classes()
        .that()
        .resideOutsideOfPackage("news.rendezvous")
        .should()
        .resideInAnyPackage(packages(HOUSES.keySet().stream().map(house -> house + "..")))
        .check(all);
  }

  @ArchTest
  static void housesImportOnlyAsTabled(JavaClasses all) {
    HOUSES.forEach(
        (house, others) ->
            mayImport(house, Stream.concat(Stream.of(house + "..", "item.."), others.stream()))
                .check(all));
  }

  @ArchTest
  static void ingestImportsOnlyUpstream(JavaClasses all) {
    for (String room : INGEST) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "ingest." + room + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              packages(
                  INGEST.subList(INGEST.indexOf(room) + 1, INGEST.size()).stream()
                      .map(later -> "ingest." + later + "..")))
          .allowEmptyShould(true)
          .check(all);
    }
  }

  @ArchTest
  static final ArchRule NO_CYCLES_BETWEEN_PACKAGES =
      slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

  @ArchTest
  static void noCyclesBetweenTheClassesOfAPackage(JavaClasses all) {
    all.stream()
        .collect(groupingBy(JavaClass::getPackageName))
        .forEach(
            (name, members) ->
                slices()
                    .assignedFrom(new EachClass(name))
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(all));
  }

  @ArchTest
  static void noSimpleNameTwice(JavaClasses all) {
    Map<String, List<JavaClass>> named =
        all.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getSimpleName));
    assertThat(named.values()).allSatisfy(types -> assertThat(types).hasSize(1));
  }

  @ArchTest
  static final ArchRule ROME_ONLY_IN_THE_DEMO_AND_FOR_OPML =
      onlyIn(Set.of("demo..", "source.opml"), "com.rometools..");

  @ArchTest
  static final ArchRule KAFKA_STREAMS_ONLY_IN_DEDUP =
      onlyIn(Set.of("dedup.."), "org.apache.kafka.streams..");

  @ArchTest
  static final ArchRule OPENID_CONNECT_ONLY_IN_AUTHENTICATION =
      onlyIn(Set.of("admin.authentication"), "io.quarkus.oidc..");

  @ArchTest
  static final ArchRule JACKSON_ANNOTATIONS_ONLY_IN_RECORDS_OF_TOPICS =
      onlyIn(
          Set.of("item..", "ingest.poll.schedule", "ingest.poll.state"),
          "com.fasterxml.jackson.annotation..");

  @ArchTest
  static final ArchRule HTTP_CLIENTS_ONLY_IN_FETCH =
      noClasses()
          .that()
          .resideOutsideOfPackages(packages(Stream.of("ingest.fetch..", "ingest.resolve")))
          .should()
          .dependOnClassesThat()
          .haveNameMatching("(io\\.vertx\\..*Client.*|java\\.net\\.http\\..*|okhttp3\\.OkHttp.*)");

  @ArchTest
  static final ArchRule NO_INTERNAL_CLASSES_OF_LIBRARIES =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("..impl..", "..internal..", "..internals..")
                  .and(resideOutsideOfPackage("java..")));

  // The short forms of MeterRegistry take no description.
  @ArchTest
  static final ArchRule METERS_ARE_MADE_WITH_A_DESCRIPTION =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(assignableTo(MeterRegistry.class)))
                  .and(target(nameMatching("counter|timer|summary|gauge.*|more"))));

  @ArchTest
  static final ArchRule NOTHING_IS_PUBLIC_WITHOUT_A_USER_IN_ANOTHER_PACKAGE =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .and()
          .areNotAnnotatedWith(Path.class)
          .and()
          .areNotAnnotatedWith(QuarkusMain.class)
          .and()
          .areNotAnnotatedWith(ConfigMapping.class) // whose limits are read by reflection
          .and()
          .areNotAnnotatedWith(LoggingFilter.class) // named by configuration
          .and()
          .areNotAssignableTo(ConfigSourceFactory.class) // named in META-INF/services
          .should(beUsedElsewhere());

  private static ArchRule mayImport(String house, Stream<String> others) {
    String[] allowed = packages(others);
    return classes()
        .that()
        .resideInAPackage(ROOT + house + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed).or(resideOutsideOfPackage("news.rendezvous..")));
  }

  private static ArchRule onlyIn(Set<String> houses, String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages(houses.stream()))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static String[] packages(Stream<String> houses) {
    return houses
        .map(house -> house.equals("..") ? "news.rendezvous.." : ROOT + house)
        .toArray(String[]::new);
  }

  private static ArchCondition<JavaClass> beUsedElsewhere() {
    return new ArchCondition<>("be used by another package, or by a framework") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!isUsed(type) && !isReturnedByOneThatIs(type) && !isCalledByAFramework(type)) {
          events.add(violated(type, type.getName() + " is public without a user"));
        }
      }
    };
  }

  private static boolean isUsed(JavaClass type) {
    return type.getPackage().getClasses().stream()
        .filter(member -> outermost(member).equals(type))
        .flatMap(member -> member.getDirectDependenciesToSelf().stream())
        .map(dependency -> dependency.getOriginClass().getPackageName())
        .anyMatch(origin -> !origin.equals(type.getPackageName()));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  private static boolean isReturnedByOneThatIs(JavaClass type) {
    return type.getPackage().getClasses().stream()
        .filter(other -> !outermost(other).equals(type) && isUsed(outermost(other)))
        .flatMap(other -> other.getMethods().stream())
        .flatMap(method -> method.getReturnType().getAllInvolvedRawTypes().stream())
        .anyMatch(type::equals);
  }

  private static boolean isCalledByAFramework(JavaClass type) {
    return type.getMethods().stream()
        .anyMatch(
            method ->
                method.isAnnotatedWith(ServerExceptionMapper.class)
                    || method.isAnnotatedWith(ServerRequestFilter.class)
                    || method.isAnnotatedWith(ServerResponseFilter.class));
  }

  /** A slice for each package. */
  private static final class EachPackage implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "each package";
    }
  }

  /**
   * A slice for each top-level class of a package, with its nested classes. A sealed interface and
   * its permitted classes, which know each other by definition, are one.
   */
  private record EachClass(String packageName) implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().equals(packageName)
          ? SliceIdentifier.of(sealed(outermost(type)).getName())
          : SliceIdentifier.ignore();
    }

    private JavaClass sealed(JavaClass type) {
      return type.getRawInterfaces().stream()
          .filter(parent -> parent.getPackageName().equals(packageName))
          .filter(parent -> parent.isTopLevelClass() && parent.reflect().isSealed())
          .findFirst()
          .orElse(type);
    }

    @Override
    public String getDescription() {
      return "each class of " + packageName;
    }
  }
}
