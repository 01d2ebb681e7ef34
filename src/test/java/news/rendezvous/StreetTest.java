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

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.LoggingFilter;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigMapping;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** The one-way street: which package may import which, and which library belongs where. */
@AnalyzeClasses(packages = "news.rendezvous", importOptions = ImportOption.DoNotIncludeTests.class)
class StreetTest {

  private static final String ROOT = "news.rendezvous.";

  /** What each package may import besides itself and {@code item}. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry("item", Set.of()),
          Map.entry("web", Set.of("problem")),
          Map.entry("problem", Set.of()),
          Map.entry("broker", Set.of()),
          Map.entry("source", Set.of("broker")),
          Map.entry("fetch", Set.of("source")),
          Map.entry("parse", Set.of("fetch")),
          Map.entry("dialect", Set.of("fetch", "parse")),
          Map.entry("resolve", Set.of("broker", "fetch", "dialect")),
          Map.entry("normalize", Set.of("source", "parse", "dialect", "resolve")),
          Map.entry(
              "poll",
              Set.of("broker", "source", "fetch", "parse", "dialect", "resolve", "normalize")),
          Map.entry("dedup", Set.of("broker")),
          Map.entry("view", Set.of("broker")),
          Map.entry("amend", Set.of("broker", "poll", "resolve", "view")),
          Map.entry("serve", Set.of("view", "source", "poll", "resolve", "problem", "web")),
          Map.entry("stream", Set.of("broker", "view", "serve", "problem")),
          Map.entry("page", Set.of("source", "poll", "view", "serve", "problem")),
          Map.entry(
              "admin", Set.of("broker", "source", "fetch", "poll", "resolve", "view", "problem")),
          Map.entry("demo", Set.of("source", "fetch")),
          Map.entry(
              "launch", // whose business is the configuration of all
              Set.of(
                  "admin",
                  "amend",
                  "broker",
                  "dedup",
                  "demo",
                  "fetch",
                  "normalize",
                  "parse",
                  "poll",
                  "problem",
                  "resolve",
                  "serve",
                  "source",
                  "stream",
                  "view",
                  "web")));

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static void everyHouseIsInTheTable(JavaClasses all) {
    classes()
        .that()
        .resideOutsideOfPackage("news.rendezvous")
        .should()
        .resideInAnyPackage(packages(MAY_IMPORT.keySet().stream()))
        .check(all);
  }

  @ArchTest
  static void importsOnlyAsTabled(JavaClasses all) {
    MAY_IMPORT.forEach(
        (house, others) -> {
          String[] allowed = packages(Stream.concat(Stream.of(house, "item"), others.stream()));
          classes()
              .that()
              .resideInAPackage(ROOT + house)
              .should()
              .onlyDependOnClassesThat(
                  resideInAnyPackage(allowed).or(resideOutsideOfPackage("news.rendezvous..")))
              .check(all);
        });
  }

  @ArchTest static final ArchRule ROME_ONLY_IN_THE_DEMO = onlyIn(Set.of("demo"), "com.rometools..");

  @ArchTest
  static final ArchRule KAFKA_STREAMS_ONLY_IN_DEDUP =
      onlyIn(Set.of("dedup"), "org.apache.kafka.streams..");

  @ArchTest
  static final ArchRule JACKSON_ANNOTATIONS_ONLY_IN_ITEM =
      onlyIn(Set.of("item"), "com.fasterxml.jackson.annotation..");

  @ArchTest
  static final ArchRule HTTP_CLIENTS_ONLY_IN_FETCH_AND_RESOLVE =
      noClasses()
          .that()
          .resideOutsideOfPackages(packages(Stream.of("fetch", "resolve")))
          .should()
          .dependOnClassesThat()
          .haveNameMatching("(io\\.vertx\\..*Client.*|java\\.net\\.http\\..*|okhttp3\\.OkHttp.*)");

  // The short forms of MeterRegistry leave no room for one.
  @ArchTest
  static final ArchRule METERS_ARE_MADE_WITH_A_DESCRIPTION =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(assignableTo(MeterRegistry.class)))
                  .and(target(nameMatching("counter|timer|summary|gauge.*|more"))));

  @ArchTest
  static final ArchRule NOTHING_PUBLIC_THAT_NO_OTHER_PACKAGE_ASKS_FOR =
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
          .areNotAssignableTo(RocksDBConfigSetter.class)
          .should(beAskedForElsewhere());

  private static ArchRule onlyIn(Set<String> houses, String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages(houses.stream()))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static String[] packages(Stream<String> houses) {
    return houses.map(house -> ROOT + house + "..").toArray(String[]::new);
  }

  private static ArchCondition<JavaClass> beAskedForElsewhere() {
    return new ArchCondition<>("be asked for by another package, or by a framework") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!isAskedFor(type) && !isNamedByOneThatIs(type) && !isCalledByAFramework(type)) {
          events.add(violated(type, type.getName() + " is public for nobody"));
        }
      }
    };
  }

  private static boolean isAskedFor(JavaClass type) {
    return type.getPackage().getClasses().stream()
        .filter(member -> outermost(member).equals(type))
        .flatMap(member -> member.getDirectDependenciesToSelf().stream())
        .map(dependency -> dependency.getOriginClass().getPackageName())
        .anyMatch(origin -> !origin.equals(type.getPackageName()));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(StreetTest::outermost).orElse(type);
  }

  private static boolean isNamedByOneThatIs(JavaClass type) {
    return type.getPackage().getClasses().stream()
        .filter(other -> !outermost(other).equals(type) && isAskedFor(outermost(other)))
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
}
