package news.rendezvous.street;

import static io.restassured.RestAssured.when;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.ingest.resolve.answer.AnswerKind;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.source.PollOutcome;
import news.rendezvous.street.Upstream.Page;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of metrics, the alert rules and the dashboard against the metrics that are served. */
@QuarkusTest
class MetricsReferenceTest extends ServiceWalk {

  @Inject Topics topics;

  private static final Path TABLE = Path.of("src/main/docs/reference/metrics.md");
  private static final Path RUNBOOK = Path.of("src/main/docs/how-to/troubleshoot.md");
  private static final Path RULES = Path.of("deploy/monitoring/rules.yaml");
  private static final Path DASHBOARD = Path.of("deploy/monitoring/dashboard.json");

  private static final Pattern ROW =
      Pattern.compile("\\| `(rendezvous_\\w+)` \\| (\\w+) \\| (.*?) \\| (.*?) \\| .+ \\|");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)(!?=~?)\"([^\"]*)\"");
  private static final Pattern SELECTOR =
      Pattern.compile("\\b((?:rendezvous|http|jvm|process|system)_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern SHOWN = Pattern.compile("\\$labels\\.(\\w+)");
  private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

  /** Labels that Prometheus adds. */
  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

  /** By series name the values of each label. */
  private final Map<String, Map<String, Set<String>>> series = new TreeMap<>();

  private final Map<String, String> types = new TreeMap<>();

  @BeforeEach
  void readMetricsOfAPollWithAReference() {
    String reference = "d".repeat(32);
    upstream.serve("/getUrls?link=" + reference, new Page(500, "text/plain", "", Map.of()));
    upstream.serve(
        "/metrics.txt",
        "text/plain; charset=utf-8",
        Feeds.paragraphs(
            "Source:Harbour News Client",
            "The Rendezvous News On 4 May, the night ferry sailed again.",
            "getUrls?link=%s - The night ferry:back".formatted(reference),
            "Produced by the Harbour Desk"));
    if (admin().get("/admin/sources/metrics").statusCode() == 404) {
      add("metrics", "/metrics.txt", "metrics");
    }
    await()
        .atMost(WAIT)
        .untilAsserted(
            () -> {
              parse(when().get("/q/metrics").asString());
              assertThat(series)
                  .containsKeys(
                      "rendezvous_resolve_total",
                      "rendezvous_dedup_total",
                      "rendezvous_poll_duration_seconds_count");
            });
  }

  private void parse(String metrics) {
    for (String line : metrics.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        types.put(line.split(" ")[2], line.split(" ")[3]);
      }
      SAMPLE.matcher(line).results().limit(line.startsWith("#") ? 0 : 1).forEach(this::sample);
    }
  }

  private void sample(MatchResult sample) {
    Map<String, Set<String>> labels = series.computeIfAbsent(sample.group(1), x -> new TreeMap<>());
    matchers(sample.group(2))
        .forEach(
            label ->
                labels.computeIfAbsent(label.group(1), x -> new TreeSet<>()).add(label.group(3)));
  }

  private static Stream<MatchResult> matchers(String labels) {
    return labels == null ? Stream.empty() : LABEL.matcher(labels).results();
  }

  @Test
  void theTableListsEveryMetricWithTypeLabelsAndUnit() throws IOException {
    TreeSet<String> documented =
        ROW.matcher(Files.readString(TABLE))
            .results()
            .map(row -> "%s %s %s".formatted(row.group(1), row.group(2), row.group(3)))
            .map(row -> row.replace("`", ""))
            .collect(toCollection(TreeSet::new));

    TreeSet<String> served =
        types.keySet().stream()
            .filter(name -> name.startsWith("rendezvous_") && !name.endsWith("_max"))
            .map(this::described)
            .collect(toCollection(TreeSet::new));

    assertThat(documented).containsExactlyElementsOf(served);
    assertThat(ROW.matcher(Files.readString(TABLE)).results())
        .allSatisfy(
            row -> {
              assertThat(row.group(4).equals("seconds"))
                  .isEqualTo(row.group(1).contains("_seconds"));
              assertThat(row.group(4).equals("bytes")).isEqualTo(row.group(1).contains("_bytes"));
            });
  }

  private String described(String family) {
    String name =
        Stream.of("_total", "_count", "")
            .map(ending -> family + ending)
            .filter(series::containsKey)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no sample of " + family));
    String labels = String.join(", ", series.get(name).keySet());
    return "%s %s %s"
        .formatted(
            name.endsWith("_total") ? name : family,
            types.get(family),
            labels.isEmpty() ? "–" : labels);
  }

  /** Prometheus sees no increase in a series that begins at one. */
  @Test
  void everyCounterOfAClosedSetIsThereBeforeItsFirstEvent() {
    assertThat(values("rendezvous_fetch_total", "outcome"))
        .containsExactlyInAnyOrderElementsOf(labels(PollOutcome.values()));
    assertThat(values("rendezvous_resolve_total", "kind"))
        .containsAll(labels(AnswerKind.values()))
        .contains("timeout", "dns_error");
    assertThat(values("rendezvous_resolve_deferred_total", "limit"))
        .containsExactlyInAnyOrder("host", "source", "all", "hold");
    assertThat(values("rendezvous_amend_total", "result"))
        .containsExactlyInAnyOrder("sent", "failed", "error");
    assertThat(values("rendezvous_admin_refused_total", "reason"))
        .containsExactlyInAnyOrder(
            "missing", "wrong", "throttled", "forbidden", "closed", "unchecked");
    assertThat(values("rendezvous_stream_ended_total", "reason"))
        .containsExactlyInAnyOrder("left", "refused", "slow", "lost", "view_changed", "shutdown");
    assertThat(values("rendezvous_hub_deliveries_total", "kind"))
        .containsExactlyInAnyOrder("websub", "webhook");
    assertThat(values("rendezvous_hub_deliveries_total", "outcome"))
        .containsExactlyInAnyOrder("delivered", "failed", "gone", "set_aside", "lost");
    assertThat(values("rendezvous_hub_dropped_total", "reason"))
        .containsExactlyInAnyOrder("gone", "expired", "failed", "no_feed");
    assertThat(values("rendezvous_hub_verifications_total", "result"))
        .containsExactlyInAnyOrder("confirmed", "declined", "unreached", "excess");
    assertThat(values("rendezvous_dedup_total", "decision"))
        .contains("published", "updated", "duplicated", "unchanged", "withdrawn", "forgotten");
    assertThat(values("rendezvous_dedup_total", "match"))
        .containsAll(labels(Match.values()))
        .contains("none");
    assertThat(values("rendezvous_poison_records_total", "topic"))
        .containsExactlyInAnyOrderElementsOf(topics.wanted().stream().map(NewTopic::name).toList());
    assertThat(series)
        .containsKeys(
            "rendezvous_overrun_total",
            "rendezvous_entries_dropped_total",
            "rendezvous_resolve_unwritten_total",
            "rendezvous_dedup_failures_total");
  }

  private Set<String> values(String name, String label) {
    return series.getOrDefault(name, Map.of()).getOrDefault(label, Set.of());
  }

  private static List<String> labels(Enum<?>... values) {
    return Stream.of(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  @Test
  void everyAlertNamesServedMetricsAndLabels() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (JsonNode rule : new YAMLMapper().readTree(RULES.toFile()).at("/groups/0/rules")) {
      String expression = rule.get("expr").asText();
      wrong.addAll(unknown(expression, SHOWN, rule.get("annotations").toString()));
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void everyAlertHasALineInTheRunbook() throws IOException {
    List<String> alerts = new ArrayList<>();
    new YAMLMapper()
        .readTree(RULES.toFile())
        .at("/groups/0/rules")
        .forEach(rule -> alerts.add(rule.get("alert").asText()));

    assertThat(
            Pattern.compile("(?m)^\\| `(Rendezvous\\w+)` \\|[^|]{20,}\\|[^|]{20,}\\|$")
                .matcher(Files.readString(RUNBOOK))
                .results()
                .map(row -> row.group(1)))
        .containsExactlyElementsOf(alerts);
  }

  @Test
  void everyPanelNamesServedMetricsAndLabels() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        wrong.addAll(
            unknown(target.get("expr").asText(), LEGEND, target.get("legendFormat").asText()));
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void panelsHaveIdsOfTheirOwnAndDoNotOverlap() throws IOException {
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();
    for (JsonNode panel : panels()) {
      JsonNode at = panel.get("gridPos");
      assertThat(panel.get("type").asText()).isIn("row", "stat", "timeseries");
      assertThat(ids.add(panel.get("id").asInt())).as("id of %s", panel.get("title")).isTrue();
      assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(24);
      for (int x = 0; x < at.get("w").asInt(); x++) {
        for (int y = 0; y < at.get("h").asInt(); y++) {
          String cell = (at.get("x").asInt() + x) + "," + (at.get("y").asInt() + y);
          assertThat(cells.add(cell)).as("%s overlaps at %s", panel.get("title"), cell).isTrue();
        }
      }
    }
  }

  private static JsonNode panels() throws IOException {
    return new YAMLMapper().readTree(DASHBOARD.toFile()).get("panels"); // YAML includes JSON
  }

  /** The metrics and labels that an expression, or the text made of its result, names in vain. */
  private List<String> unknown(String expression, Pattern shown, String text) {
    List<String> wrong = new ArrayList<>();
    Set<String> known = new HashSet<>(OF_PROMETHEUS);
    SELECTOR
        .matcher(expression)
        .results()
        .forEach(
            selector -> {
              Map<String, Set<String>> labels = series.get(selector.group(1));
              if (labels == null) {
                wrong.add("no metric %s in %s".formatted(selector.group(1), expression));
                return;
              }
              known.addAll(labels.keySet());
              matchers(selector.group(2))
                  .filter(label -> !OF_PROMETHEUS.contains(label.group(1)))
                  .filter(label -> !matches(label, labels.getOrDefault(label.group(1), Set.of())))
                  .forEach(label -> wrong.add("no %s in %s".formatted(label.group(), expression)));
            });
    Stream.concat(
            GROUPING
                .matcher(expression)
                .results()
                .flatMap(by -> Stream.of(by.group(1).split(", *"))),
            shown.matcher(text).results().map(result -> result.group(1)))
        .filter(label -> !known.contains(label))
        .forEach(label -> wrong.add("no label %s in %s".formatted(label, expression)));
    return wrong;
  }

  // Of the libraries' metrics some values come with the first failure only.
  private static boolean matches(MatchResult matcher, Set<String> values) {
    if (matcher.group(2).startsWith("!") || matcher.group(3).equals("SERVER_ERROR")) {
      return !values.isEmpty();
    }
    return Stream.of(matcher.group(3).split("\\|")).allMatch(values::contains);
  }
}
