package news.rendezvous.admin;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import news.rendezvous.ClassIndex;
import news.rendezvous.ingest.parse.entry.FeedLink;
import news.rendezvous.ingest.poll.state.Overrun;
import news.rendezvous.ingest.poll.state.PermanentRedirect;
import news.rendezvous.ingest.resolve.KnownReferences.ReferenceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document against the program: operations, members, examples. */
class OpenApiTest {

  private static final JsonNode DOCUMENT = read();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** Operations that are no resources: routes of Vert.x, and those of Quarkus. */
  private static final Set<String> ROUTES =
      Set.of(
          "GET /stream",
          "GET /views/{id}/stream",
          "GET /q/openapi",
          "GET /q/health/{probe}",
          "GET /q/metrics");

  private static JsonNode read() {
    try (InputStream in = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new YAMLMapper().readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** An operation of the document. */
  private record Operation(String name, JsonNode json) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Operation> operations() {
    return DOCUMENT.get("paths").properties().stream()
        .flatMap(
            path ->
                path.getValue().properties().stream()
                    .map(
                        method ->
                            new Operation(
                                method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                method.getValue())));
  }

  @Test
  void namesEveryOperationOfTheProgramAndNoOther() {
    Set<String> running = new TreeSet<>(ROUTES);
    ClassIndex.annotatedWith(Path.class).stream()
        // Web pages are for people.
        .filter(type -> !type.getPackageName().startsWith("news.rendezvous.serve.page"))
        .forEach(type -> running.addAll(operations(type)));

    Set<String> described = operations().map(Operation::name).collect(toCollection(TreeSet::new));
    assertThat(described).isEqualTo(running);
  }

  private static Set<String> operations(Class<?> type) {
    Set<String> operations = new TreeSet<>();
    for (Method method : type.getDeclaredMethods()) {
      for (Annotation annotation : method.getAnnotations()) {
        HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
        if (verb != null) {
          Path path = method.getAnnotation(Path.class);
          String whole =
              type.getAnnotation(Path.class).value() + "/" + (path == null ? "" : path.value());
          operations.add(
              verb.value() + " " + whole.replaceAll("/+", "/").replaceFirst("(?<=.)/$", ""));
        }
      }
    }
    return operations;
  }

  @Test
  void givesEachOperationANameOfItsOwn() {
    List<String> ids = operations().map(one -> one.json().at("/operationId").asText()).toList();

    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z]+"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void describesAnOperation(Operation operation) {
    boolean admin = operation.name().contains(" /admin");
    Set<String> statuses = new HashSet<>();
    operation.json().get("responses").fieldNames().forEachRemaining(statuses::add);

    assertThat(operation.json().at("/summary").asText()).isNotBlank();
    assertThat(operation.json().at("/security/0/bearer").isArray()).isEqualTo(admin);
    if (admin) {
      assertThat(statuses).contains("401", "403", "429", "503");
    }
    Set<String> templates = new TreeSet<>();
    operation
        .json()
        .path("parameters")
        .forEach(
            parameter -> {
              JsonNode resolved = resolved(parameter);
              if (resolved.get("in").asText().equals("path")) {
                templates.add("{" + resolved.get("name").asText() + "}");
              }
            });
    assertThat(operation.name().replaceAll("[^{}]+(?=\\{|$)|(?<=})[^{}]+", ""))
        .isEqualTo(
            templates.stream()
                .sorted(Comparator.comparing(operation.name()::indexOf))
                .reduce("", String::concat));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void hasAProblemDocumentForEveryError(Operation operation) {
    operation
        .json()
        .get("responses")
        .properties()
        .forEach(
            response -> {
              if (response.getKey().compareTo("400") >= 0
                  && !operation.name().startsWith("GET /q/")) {
                JsonNode content =
                    resolved(response.getValue()).at("/content/application~1problem+json");
                assertThat(content.at("/schema/$ref").asText()).endsWith("/Problem");
                assertThat(examples(content))
                    .isNotEmpty()
                    .allSatisfy(
                        example ->
                            assertThat(example.get("status").asText())
                                .isEqualTo(response.getKey()));
              }
            });
  }

  @Test
  void hasExamplesThatAreValid() {
    List<JsonNode> typed =
        Stream.concat(Stream.of(DOCUMENT), descendants(DOCUMENT))
            .filter(node -> node.has("schema") && !examples(node).isEmpty())
            .toList();

    assertThat(typed).hasSizeGreaterThan(50);
    for (JsonNode one : typed) {
      Schema schema = schema(one.get("schema"));
      for (JsonNode example : examples(one)) {
        assertThat(faults(schema, example)).as(example.toString()).isEmpty();
      }
    }
  }

  private static Stream<JsonNode> descendants(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false)
        .flatMap(child -> Stream.concat(Stream.of(child), descendants(child)));
  }

  // Such as a comma in a text that is not quoted.
  @Test
  void hasNoMemberWithoutAValue() {
    assertThat(descendants(DOCUMENT)).noneMatch(JsonNode::isNull);
  }

  private static List<JsonNode> examples(JsonNode typed) {
    List<JsonNode> examples = new ArrayList<>();
    if (typed.has("example")) {
      examples.add(typed.get("example"));
    }
    typed.path("examples").forEach(one -> examples.add(one.get("value")));
    return examples;
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.get("$ref").asText().substring(1)) : node;
  }

  // A schema of the document, with the others that it may refer to.
  private static Schema schema(JsonNode schema) {
    ObjectNode whole = ((ObjectNode) schema).deepCopy();
    whole.putObject("components").set("schemas", DOCUMENT.at("/components/schemas"));
    return REGISTRY.getSchema(whole.toString());
  }

  private static List<Error> faults(Schema schema, JsonNode value) {
    return schema.validate(
        value.toString(),
        InputFormat.JSON,
        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  private static final Map<String, Class<?>> RECORDS =
      Map.ofEntries(
          Map.entry("SourceDefinition", SourceRequest.class),
          Map.entry("Credentials", SourceRequest.Credentials.class),
          Map.entry("ViewDefinition", ViewRequest.class),
          Map.entry("WebhookDefinition", ViewRequest.WebhookRequest.class),
          Map.entry("ViewState", ViewState.class),
          Map.entry("WebhookState", ViewState.WebhookState.class),
          Map.entry("SourceState", SourceState.class),
          Map.entry("PastPoll", SourceState.PastPoll.class),
          Map.entry("DocumentValidators", SourceState.DocumentValidators.class),
          Map.entry("PermanentRedirect", PermanentRedirect.class),
          Map.entry("Overrun", Overrun.class),
          Map.entry("ReferenceState", ReferenceState.class),
          Map.entry("PollResult", SourceResource.PollResult.class),
          Map.entry("ImportResult", ImportReport.Result.class),
          Map.entry("Site", DiscoveryResource.Site.class),
          Map.entry("FeedLink", FeedLink.class));

  static Stream<Map.Entry<String, Class<?>>> records() {
    return RECORDS.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("records")
  void namesTheMembersOfARecord(Map.Entry<String, Class<?>> described) {
    SnakeCaseStrategy naming = new SnakeCaseStrategy();
    Set<String> members = new TreeSet<>();
    for (RecordComponent component : described.getValue().getRecordComponents()) {
      members.add(naming.translate(component.getName()));
    }
    JsonNode schema = DOCUMENT.at("/components/schemas/" + described.getKey());
    Set<String> named = new TreeSet<>();
    schema.get("properties").fieldNames().forEachRemaining(named::add);

    assertThat(named).isEqualTo(members);
    schema.path("required").forEach(name -> assertThat(named).contains(name.asText()));
  }

  @Test
  void refersToWhatIsThereAndHasNothingElse() {
    Set<String> referred = new TreeSet<>();
    for (JsonNode reference : DOCUMENT.findValues("$ref")) {
      assertThat(DOCUMENT.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
      referred.add(reference.asText());
    }
    DOCUMENT
        .get("components")
        .properties()
        .forEach(
            kind ->
                kind.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        name -> {
                          if (!kind.getKey().equals("securitySchemes")) {
                            assertThat(referred)
                                .contains("#/components/" + kind.getKey() + "/" + name);
                          }
                        }));
  }

  @Test
  void hasNoNamesOfClasses() {
    assertThat(new ObjectMapper().valueToTree(DOCUMENT).toString())
        .doesNotContain("news.rendezvous.", "java.", "Uni", "JsonNode");
  }
}
