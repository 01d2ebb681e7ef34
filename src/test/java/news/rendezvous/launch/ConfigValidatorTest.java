package news.rendezvous.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.validation.Constraint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigValidatorTest {

  private static final List<ConfigKey> KEYS = ConfigKeys.all();

  private static SmallRyeConfig config(Map<String, String> properties, Map<String, String> env) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDiscoveredConverters()
        .withSources(
            new PropertiesConfigSource(properties, "test", 250), new EnvConfigSource(env, 300))
        .build();
  }

  private static ConfigValidator mistakes(Map<String, String> properties) {
    SmallRyeConfig config = config(properties, Map.of());
    return new ConfigValidator(config, KEYS, new GivenKeys(config, KEYS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rendezvous.poll.interval              | often         | must be a duration, such as 30s, 5m, 24h, 30d or PT15M
          rendezvous.poll.interval              | ''            | must be a duration, such as 30s
          rendezvous.sources.news.interval      | 15x           | must be a duration, such as 30s
          rendezvous.view.max-size              | lots          | must be a size, such as 512K, 5M or 1G
          rendezvous.fetch.allowed-networks     | 10.0.0.0/99   | must be networks in CIDR notation, such as 10.1.0.0/16
          rendezvous.fetch.allowed-networks     | 10.0.0.0/8,no | must be networks in CIDR notation
          rendezvous.public-url                 | news          | must be an absolute URL without query and fragment, such as https://
          rendezvous.public-url                 | ftp://a.b/    | must be an absolute URL without query and fragment, such as https://
          rendezvous.push.callback-url          | news          | must be an absolute URL without query and fragment, such as https://
          rendezvous.public-url                 | https://a.b/?x | must be an absolute URL without query and fragment, such as https://
          rendezvous.fetch.contact              | xx            | must be a URL or a mail address, such as https://news.example.org/about or ops@example.org
          rendezvous.views.boats.q              | a OR          | has an OR without a term after it (character 3)
          rendezvous.views.boats.tag            | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | must have 1 to 256 characters, such as harbour
          rendezvous.http.management-port       | 8080          | must be another port than that of quarkus.http.port, such as 9000
          rendezvous.embedded-kafka.port        | http          | must be a whole number, such as 9092
          rendezvous.poll.readers               | 1.5           | must be a whole number
          rendezvous.demo                       | ture          | must be true or false, such as false
          rendezvous.sources.news.url           | notaurl       | must be an absolute http or https URL, such as https://news.example/feed.xml
          rendezvous.sources.news.zone          | Asia/Shangai  | must be a time zone, such as Asia/Shanghai
          rendezvous.sources.news.language      | no tag        | must be a BCP 47 language tag of at most 64 characters, such as en or zh-CN
          rendezvous.sources.news.edition       | a b           | must be 1 to 64 of
          rendezvous.sources.news.links-base    | /relative     | must be an absolute http or https URL, such as https://news.example/
          rendezvous.views.boats.description    | ' '           | must be 1 to 4000 characters without control characters, such as Ships and tides
          rendezvous.views.boats.source         | quay,a b      | must be a source id of A-Z a-z 0-9 . _ -, such as harbour-news
          rendezvous.views.boats.lang           | en_GB         | must be a language such as zh or pt-BR, or * for any
          kafka.bootstrap.servers               | kafka         | must be hosts with ports, such as kafka-1:9092
          quarkus.http.port                     | 70000         | must be a port, such as 8080
          rendezvous.poll.min-interval          | 48h           | must not be greater than rendezvous.poll.max-interval, which is '24h' by default: lower it, such as 24h, or raise the other
          rendezvous.poll.max-interval          | 30s           | must not be less than rendezvous.poll.min-interval, which is '1m' by default: raise it, such as 1m, or lower the other
          rendezvous.serve.default-limit        | 600           | must not be greater than rendezvous.serve.max-limit, which is '500' by default
          rendezvous.resolve.max-backoff        | 10s           | must not be less than rendezvous.resolve.backoff, which is '30s' by default
          rendezvous.dedup.commit-interval      | 20s           | must not be greater than rendezvous.dedup.transaction-timeout, which is '15s' by default
          rendezvous.sources.news.backfill      | 200           | must not be greater than rendezvous.poll.max-backfill, which is '100' by default
          rendezvous.fetch.allowed-networks[0]  | no            | must be networks in CIDR notation, such as 10.1.0.0/16
          """)
  void reportsKeyValueAndAValidForm(String key, String value, String form) {
    assertThat(mistakes(with(key, value)).all())
        .singleElement()
        .asString()
        .startsWith("%s is '%s', but it ".formatted(key, value))
        .contains(form);
  }

  @ParameterizedTest
  @ValueSource(strings = {"   ", "s3cret word", "geheim-ß-wort"})
  void reportsAnInvalidTokenWithoutItsValue(String token) {
    assertThat(mistakes(Map.of("rendezvous.admin.token", token)).all())
        .singleElement()
        .asString()
        .startsWith("rendezvous.admin.token is set to a value that is not shown, but it must be")
        .contains("must be visible ASCII characters", "such as the output of openssl rand")
        .doesNotContain("s3cret", "geheim");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eight-ch", "  short  ", " with-a-line-feed\n", "p@ss!w0rd$"})
  void acceptsAToken(String token) {
    assertThat(mistakes(Map.of("rendezvous.admin.token", token)).all()).isEmpty();
  }

  // A complete source or view, for its keys.
  private static Map<String, String> with(String key, String value) {
    if (key.startsWith("rendezvous.views.")) {
      return Map.of(key, value, "rendezvous.views.boats.title", "Boats");
    }
    return key.endsWith(".url") || !key.startsWith("rendezvous.sources.")
        ? Map.of(key, value)
        : Map.of(key, value, "rendezvous.sources.news.url", "https://news.example/feed.xml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rendezvous.poll.concurrency       | 0     | must be at least 1, such as 64
          rendezvous.poll.readers           | -1    | must be at least 1, such as 2
          rendezvous.poll.max-repair        | -1    | must be at least 0, such as 10
          rendezvous.embedded-kafka.port    | 65536 | must be at most 65535, such as 9092
          rendezvous.embedded-kafka.port    | -1    | must be at least 0, such as 9092
          rendezvous.dedup.window           | -1s   | must be at least 1ms, such as 30d
          rendezvous.fetch.per-host-gap     | -1s   | must be at least 0s, such as 1s
          rendezvous.serve.ttl              | 30s   | must be at least 1m, such as 5m
          rendezvous.demo-interval          | 0s    | must be at least 1s, such as 30s
          rendezvous.sources.news.interval  | 400d  | must be at most 365d, such as 15m
          rendezvous.fetch.allowed-ports    | 0     | must be at least 1, such as 8080,8443
          rendezvous.fetch.allowed-ports[0] | 70000 | must be at most 65535, such as 8080,8443
          rendezvous.topic-prefix           | a b   | must be 1 to 200 of A-Z a-z 0-9 . _ -, as in names of topics, such as rendezvous
          """)
  void reportsTheViolatedBounds(String key, String value, String bounds) {
    assertThat(mistakes(with(key, value)).ofBounds())
        .singleElement()
        .asString()
        .contains("%s is '%s', but it %s".formatted(key, value, bounds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RENDEZVOUS_POLL_INTERVAL              | often | RENDEZVOUS_POLL_INTERVAL (rendezvous.poll.interval) is 'often', but it must be a duration
          RENDEZVOUS_POLL_MIN_INTERVAL          | 48h   | RENDEZVOUS_POLL_MIN_INTERVAL (rendezvous.poll.min-interval) is '48h', but it must not be greater than rendezvous.poll.max-interval
          RENDEZVOUS_SOURCES_NEWS_TITLE         | News  | RENDEZVOUS_SOURCES_NEWS_URL is missing, while RENDEZVOUS_SOURCES_NEWS_TITLE is set: it must be an absolute http or https URL, such as https://news.example/feed.xml
          RENDEZVOUS_SOURCES_NEWS_URL           | ''    | RENDEZVOUS_SOURCES_NEWS_URL (rendezvous.sources.news.url) is '', but it must be an absolute http or https URL
          RENDEZVOUS_SOURCES__MY_FEED__TITLE    | News  | RENDEZVOUS_SOURCES__MY_FEED__URL is missing, while RENDEZVOUS_SOURCES__MY_FEED__TITLE is set
          RENDEZVOUS_VIEWS_BOATS_Q              | boat  | RENDEZVOUS_VIEWS_BOATS_TITLE is missing, while RENDEZVOUS_VIEWS_BOATS_Q is set: it must be 1 to 1024 characters
          RENDEZVOUS_FETCH_ALLOWED_NETWORKS_0_  | no    | RENDEZVOUS_FETCH_ALLOWED_NETWORKS_0_ (rendezvous.fetch.allowed-networks[0]) is 'no', but it must be networks
          QUARKUS_HTTP_PORT                     | x     | QUARKUS_HTTP_PORT (quarkus.http.port) is 'x', but it must be a port, such as 8080
          KAFKA_BOOTSTRAP_SERVERS               | kafka | KAFKA_BOOTSTRAP_SERVERS (kafka.bootstrap.servers) is 'kafka', but it must be hosts with ports, such as kafka-1:9092
          """)
  void reportsAVariableAsWritten(String variable, String value, String line) {
    SmallRyeConfig config = config(Map.of(), Map.of(variable, value));

    assertThat(new ConfigValidator(config, KEYS, new GivenKeys(config, KEYS)).all())
        .singleElement()
        .asString()
        .startsWith(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rendezvous.poll.interval         | 10s | rendezvous.poll.interval is '10s', less than rendezvous.poll.min-interval, which is '1m' by default: the latter is kept. To poll as you say, lower it, such as RENDEZVOUS_POLL_MIN_INTERVAL=10s
          rendezvous.sources.news.interval | 30s | rendezvous.sources.news.interval is '30s', less than rendezvous.poll.min-interval, which is '1m' by default: the latter is kept. To poll as you say, lower it, such as RENDEZVOUS_POLL_MIN_INTERVAL=30s
          rendezvous.sources.news.interval | 2d  | rendezvous.sources.news.interval is '2d', greater than rendezvous.poll.max-interval, which is '24h' by default: the latter is kept. To poll as you say, raise it, such as RENDEZVOUS_POLL_MAX_INTERVAL=2d
          """)
  void warnsAboutAnIntervalOutsideOfItsBounds(String key, String value, String warning) {
    assertThat(mistakes(with(key, value)).warnings()).containsExactly(warning);
  }

  @Test
  void doesNotWarnAboutTheDefaultInterval() {
    assertThat(mistakes(Map.of("rendezvous.poll.min-interval", "2h")).warnings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bounded")
  void hasAnExampleForEveryKeyWithBounds(ConfigKey key) {
    String name = key.named("news");
    String value = key.type() == Duration.class ? "-1s" : key.type() == String.class ? "?" : "-1";

    assertThat(mistakes(with(name, value)).ofBounds())
        .singleElement()
        .asString()
        .startsWith("%s is '%s', but it must be ".formatted(name, value))
        .contains(", such as ");
  }

  private static Stream<ConfigKey> bounded() {
    return KEYS.stream()
        .filter(
            key ->
                Stream.of(key.method().getAnnotations())
                    .anyMatch(one -> one.annotationType().isAnnotationPresent(Constraint.class)));
  }

  @Test
  void reportsAllMistakesAtOnce() {
    assertThat(
            mistakes(
                    Map.of(
                        "rendezvous.poll.interval", "often",
                        "rendezvous.poll.concurrency", "0",
                        "rendezvous.sources.news.title", "News",
                        "rendezvous.sources.\"a b\".url", "https://news.example/"))
                .all())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).startsWith("rendezvous.poll.interval is 'often'"),
            line -> assertThat(line).startsWith("rendezvous.poll.concurrency is '0'"),
            line -> assertThat(line).startsWith("rendezvous.sources.news.url is missing"),
            line ->
                assertThat(line)
                    .startsWith(
                        "The id 'a b' of a source, in rendezvous.sources.\"a b\".url, must be"));
  }

  @Test
  void hidesPasswords() {
    assertThat(
            mistakes(Map.of("rendezvous.sources.news.url", "http://ines:secret@x.example/")).all())
        .singleElement()
        .asString()
        .contains("user name or password")
        .doesNotContain("secret");
    assertThat(mistakes(Map.of("rendezvous.admin.credentials-key", "my secret")).all())
        .containsExactly(
            "rendezvous.admin.credentials-key is set to a value that is not shown, but it must be 32"
                + " bytes in base64, such as the output of: openssl rand -base64 32");
  }

  @Test
  void acceptsDefaultsAndValidValues() {
    ConfigValidator mistakes =
        mistakes(
            Map.of(
                "rendezvous.sources.\"the.news\".url", "https://news.example/feed.xml",
                "rendezvous.sources.\"the.news\".interval", "PT15M",
                "rendezvous.admin.token", "",
                "rendezvous.demo", "yes",
                "kafka.bootstrap.servers", "PLAINTEXT://kafka-1:9092, [::1]:9092"));

    assertThat(mistakes.all()).isEmpty();
    assertThat(mistakes.ofBounds()).isEmpty();
  }

  @Test
  void reportsAHeartbeatThatIsRarerThanSilentConnectionsAreClosed() {
    assertThat(
            mistakes(
                    Map.of(
                        "rendezvous.stream.heartbeat", "60s", "quarkus.http.idle-timeout", "60s"))
                .all())
        .containsExactly(
            "rendezvous.stream.heartbeat is '60s', but it must be less than"
                + " quarkus.http.idle-timeout, which is 60s, such as 15s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RENDEZVOUS_POLL_INTERVALL         | RENDEZVOUS_POLL_INTERVAL
          RENDEZVOUS_POLLINTERVAL           | RENDEZVOUS_POLL_INTERVAL
          RENDEZVOUS_SOURCES_NEWS_LINK_BASE | RENDEZVOUS_SOURCES_NEWS_LINKS_BASE
          RENDEZVOUS_SOURCES_MY_FEED_URL    | RENDEZVOUS_SOURCES_MYFEED_URL
          RENDEZVOUS_SOURCES_BOATS_URI      | RENDEZVOUS_SOURCES_BOATS_URL
          RENDEZVOUS_VIEW_V_TITLE           | RENDEZVOUS_VIEWS_V_TITLE
          """)
  void warnsAboutAnUnknownVariable(String variable, String nearest) {
    String id = "rendezvous.sources.news.url";
    SmallRyeConfig config = config(Map.of(id, "https://a.example/"), Map.of(variable, "5m"));

    assertThat(new GivenKeys(config, KEYS).warnings())
        .singleElement()
        .asString()
        .contains(variable + " ", nearest);
  }

  @Test
  void warnsAboutAnUnknownProperty() {
    SmallRyeConfig config = config(Map.of("rendezvous.poll.intervall", "5m"), Map.of());

    assertThat(new GivenKeys(config, KEYS).warnings())
        .containsExactly(
            "The property rendezvous.poll.intervall is no key of Rendezvous and has no effect; the"
                + " nearest key is rendezvous.poll.interval");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RENDEZVOUS_POLL_MAX_SEEN",
        "RENDEZVOUS_FETCH_ALLOWED_NETWORKS",
        "RENDEZVOUS_FETCH_ALLOWED_NETWORKS_0_",
        "RENDEZVOUS_SOURCES_NEWS_LINKS_BASE",
        "RENDEZVOUS_SOURCES__OTHER_NEWS__URL",
        "RENDEZVOUS_SOURCES_MY_FEED_TITLE",
        "RENDEZVOUS_SERVICE_HOST",
        "RENDEZVOUS_SERVICE_PORT_HTTP",
        "RENDEZVOUS_PORT",
        "RENDEZVOUS_PORT_8080_TCP_ADDR"
      })
  void acceptsKnownVariablesAndServiceLinks(String variable) {
    SmallRyeConfig config =
        config(
            Map.of("rendezvous.sources.my-feed.url", "https://a.example/"),
            Map.of(variable, "10.0.0.0/8"));

    assertThat(new GivenKeys(config, KEYS).warnings()).isEmpty();
  }
}
