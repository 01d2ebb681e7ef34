package news.rendezvous.launch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.admin.authentication.TokenConstraints;
import news.rendezvous.ingest.fetch.guard.Cidr;
import news.rendezvous.ingest.fetch.http.UserAgent;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.SourceConstraints;
import news.rendezvous.view.FilterConfig;
import news.rendezvous.view.FilterConstraints;
import news.rendezvous.view.saved.SavedViewConstraints;

/**
 * Validation of the configuration: one message for each mistake, with key, value and a valid form.
 * SmallRye Config stops at the first kind of mistake, with the message of a converter, and reads
 * any text but "true" as false.
 */
final class ConfigValidator {

  private static final Set<String> BOOLEANS =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "1", "0");
  private static final Pattern NOT_ESCAPED_COMMA = Pattern.compile("(?<!\\\\),");
  // [PROTOCOL://]host:port, the host a name, an IPv4 address or a bracketed IPv6 address.
  private static final Pattern BROKER =
      Pattern.compile("([A-Z_]+://)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+]):\\d{1,5}");
  private static final String SOURCES = "rendezvous.sources";
  private static final String VIEWS = "rendezvous.views";
  private static final String HTTP_PORT = "quarkus.http.port";
  private static final Pattern PORT =
      Pattern.compile("\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]");
  private static final String BROKERS = "kafka.bootstrap.servers";
  private static final String IDLE_TIMEOUT = "quarkus.http.idle-timeout";

  private static final Map<Class<?>, String> FORMS =
      Map.of(
          Duration.class, "a duration, such as 30s, 5m, 24h, 30d or PT15M",
          MemorySize.class, "a size, such as 512K, 5M or 1G",
          Cidr.class, "networks in CIDR notation, such as 10.1.0.0/16,fd12::/32",
          URI.class, "a URL, such as https://news.example.org/rendezvous",
          Path.class, "a path, such as data or /var/lib/rendezvous",
          boolean.class, "true or false",
          int.class, "a whole number",
          long.class, "a whole number",
          double.class, "a number");

  /**
   * Validators of keys whose form is narrower than their type; of a list, for each value. Those of
   * queries and tags of views have configured limits.
   */
  private static final Map<String, Function<String, Optional<String>>> RULES =
      Map.ofEntries(
          Map.entry("rendezvous.admin.token", TokenConstraints::token),
          Map.entry("rendezvous.sources.*.url", SourceConstraints::url),
          Map.entry("rendezvous.sources.*.title", SourceConstraints::title),
          Map.entry("rendezvous.sources.*.edition", SourceConstraints::edition),
          Map.entry("rendezvous.sources.*.language", SourceConstraints::language),
          Map.entry("rendezvous.sources.*.zone", SourceConstraints::zone),
          Map.entry("rendezvous.sources.*.links-base", SourceConstraints::linksBase),
          Map.entry("rendezvous.views.*.title", SavedViewConstraints::title),
          Map.entry("rendezvous.views.*.description", SavedViewConstraints::description),
          Map.entry("rendezvous.views.*.source", FilterConstraints::source),
          Map.entry("rendezvous.views.*.lang", FilterConstraints::language),
          Map.entry("rendezvous.fetch.contact", UserAgent::contactMistake),
          Map.entry("rendezvous.public-url", ConfigValidator::siteUrl),
          Map.entry("rendezvous.push.callback-url", ConfigValidator::siteUrl),
          Map.entry("rendezvous.admin.credentials-key", CredentialVault::keyMistake));

  /** Examples for keys without a default. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "rendezvous.poll.readers", "2",
          "rendezvous.fetch.allowed-ports", "8080,8443",
          "rendezvous.http.management-port", "9000",
          "rendezvous.sources.*.interval", "15m",
          "rendezvous.topics.replication-factor", "3");

  private final SmallRyeConfig config;
  private final List<ConfigKey> keys;
  private final GivenKeys given;

  ConfigValidator(SmallRyeConfig config, List<ConfigKey> keys, GivenKeys given) {
    this.config = config;
    this.keys = keys;
    this.given = given;
  }

  /** All mistakes. */
  List<String> all() {
    return Stream.concat(ofForm().stream(), ofBounds().stream()).toList();
  }

  private List<String> ofForm() {
    Stream<String> ofKeys = settings().map(this::mistake).flatMap(Optional::stream);
    return Stream.of(
            ofKeys,
            ids(SOURCES, "source", SourceConstraints::id),
            ids(VIEWS, "view", SavedViewConstraints::id),
            views(),
            httpPort().stream(),
            managementPort().stream(),
            heartbeat().stream(),
            brokers().stream(),
            new KeyOrderConstraints(this::readable).mistakes())
        .flatMap(Function.identity())
        .distinct() // keys of two interfaces
        .toList();
  }

  /** The limits of the queries and tags of views. */
  private record FilterLimits(
      int maxValues, int maxQuery, int maxTerms, int maxPattern, int maxLength)
      implements FilterConfig {}

  private Stream<String> views() {
    List<Integer> limits =
        Stream.of("max-values", "max-query", "max-terms", "max-pattern", "max-length")
            .flatMap(limit -> readable("rendezvous.filter." + limit).limit(1))
            .map(limit -> (Integer) limit.read())
            .filter(limit -> limit > 0)
            .toList();
    if (limits.size() < 5) {
      return Stream.empty(); // a mistake of its own
    }
    FilterConfig bounds =
        new FilterLimits(limits.get(0), limits.get(1), limits.get(2), limits.get(3), limits.get(4));
    return settings()
        .filter(setting -> setting.value() != null && mistake(setting).isEmpty())
        .flatMap(
            setting ->
                switch (setting.key().name()) {
                  case "rendezvous.views.*.q" -> mistakes(setting, FilterConstraints.query(bounds));
                  case "rendezvous.views.*.tag" -> mistakes(setting, FilterConstraints.tag(bounds));
                  default -> Stream.empty();
                });
  }

  private static Stream<String> mistakes(
      Setting setting, Function<String, Optional<String>> constraint) {
    return values(setting.key(), String.valueOf(setting.value()))
        .flatMap(value -> constraint.apply(value).stream())
        .limit(1)
        .map(setting::line);
  }

  private Stream<String> ids(
      String map, String kind, Function<String, Optional<String>> constraint) {
    return given.ids(map).stream()
        .flatMap(
            id ->
                constraint.apply(id).stream()
                    .map(
                        form ->
                            "The id '%s' of a %s, in %s, %s"
                                .formatted(id, kind, given.firstOf(map, id), form)));
  }

  /** Violations of the bounds that the mapping interfaces declare. */
  List<String> ofBounds() {
    return settings()
        .filter(setting -> setting.value() != null && mistake(setting).isEmpty())
        .flatMap(this::violations)
        .distinct()
        .toList();
  }

  private Stream<Setting> settings() {
    return keys.stream()
        .flatMap(key -> names(key).map(name -> setting(key, name)))
        .flatMap(setting -> Stream.concat(Stream.of(setting), elements(setting)));
  }

  private Stream<String> names(ConfigKey key) {
    return key.isOfMap() ? given.ids(key.map()).stream().map(key::named) : Stream.of(key.name());
  }

  // A list may also be given by indexed keys, such as rendezvous.fetch.allowed-ports[0].
  private Stream<Setting> elements(Setting list) {
    return list.key().isList()
        ? Stream.iterate(0, i -> i + 1)
            .map(i -> setting(list.key(), "%s[%d]".formatted(list.name(), i)))
            .takeWhile(element -> element.value() != null)
        : Stream.empty();
  }

  private Setting setting(ConfigKey key, String name) {
    return new Setting(key, name, config.getConfigValue(name));
  }

  private Stream<KeyOrderConstraints.Value> readable(String name) {
    return keys.stream()
        .filter(key -> key.name().equals(name))
        .flatMap(key -> names(key).map(one -> setting(key, one)))
        .flatMap(
            setting ->
                Optional.ofNullable(setting.effective())
                    .flatMap(text -> read(setting.key().type(), text))
                    .map(value -> new KeyOrderConstraints.Value(setting, value))
                    .stream());
  }

  /** The value of a key, or its default. */
  <T> T value(String name, Class<T> type) {
    return readable(name).map(one -> type.cast(one.read())).findFirst().orElseThrow();
  }

  private Optional<String> mistake(Setting setting) {
    ConfigKey key = setting.key();
    String value = setting.value();
    if (value == null || value.isEmpty()) {
      boolean missing = value == null ? key.isRequired() : !key.isOptional();
      return missing ? Optional.of(missing(setting)) : Optional.empty();
    }
    return values(key, value).anyMatch(one -> read(key.type(), one).isEmpty())
        ? Optional.of(setting.line(form(key)))
        : Optional.ofNullable(RULES.get(key.name())).stream()
            .flatMap(rule -> values(key, value).flatMap(one -> rule.apply(one).stream()))
            .findFirst()
            .map(setting::line);
  }

  private String missing(Setting setting) {
    ConfigKey key = setting.key();
    return setting.value() == null && key.isOfMap()
        ? given.missing(key, setting.name()) + ": it " + form(key)
        : setting.line(form(key));
  }

  private static String form(ConfigKey key) {
    Optional<String> special =
        Optional.ofNullable(RULES.get(key.name())).flatMap(rule -> rule.apply(""));
    String form = FORMS.getOrDefault(key.type(), "a text");
    return special.orElse("must be " + (form.contains("such as") ? form : form + example(key)));
  }

  private static Stream<String> values(ConfigKey key, String value) {
    return key.isList() ? NOT_ESCAPED_COMMA.splitAsStream(value) : Stream.of(value);
  }

  private Optional<Object> read(Class<?> type, String value) {
    if (type == boolean.class) {
      return Optional.<Object>of(value)
          .filter(text -> BOOLEANS.contains(value.toLowerCase(Locale.ROOT)));
    }
    try {
      return config.getConverter(type).map(converter -> converter.convert(value.strip()));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private Stream<String> violations(Setting setting) {
    ConfigKey key = setting.key();
    return values(key, String.valueOf(setting.value()))
        .map(one -> read(key.type(), one))
        .flatMap(Optional::stream)
        .flatMap(value -> DeclaredBounds.violations(key, value))
        .distinct()
        .map(form -> setting.line(form + example(key)))
        .sorted();
  }

  private static Optional<String> siteUrl(String url) {
    boolean valid = SourceConstraints.linksBase(url).isEmpty() && !url.matches(".*[?#].*");
    return valid
        ? Optional.empty()
        : Optional.of(
            "must be an absolute URL without query and fragment, such as"
                + " https://news.example.org/rendezvous");
  }

  private static String example(ConfigKey key) {
    String example = EXAMPLES.getOrDefault(key.name(), key.byDefault());
    return example == null ? "" : ", such as " + example;
  }

  private Optional<String> httpPort() {
    return ofOther(HTTP_PORT, port -> PORT.matcher(port.strip()).matches(), "a port, such as 8080");
  }

  // Else nothing would be apart. Of 0 each is any free port.
  private Optional<String> managementPort() {
    String http = config.getConfigValue(HTTP_PORT).getValue();
    return readable("rendezvous.http.management-port")
        .filter(port -> !port.read().equals(0))
        .filter(port -> port.read().toString().equals(http == null ? "8080" : http.strip()))
        .map(
            port ->
                port.setting()
                    .line(
                        "must be another port than that of %s, such as 9000".formatted(HTTP_PORT)))
        .findFirst();
  }

  // A connection that is silent for longer is closed.
  private Optional<String> heartbeat() {
    Optional<Object> idle =
        Optional.ofNullable(config.getConfigValue(IDLE_TIMEOUT).getValue())
            .flatMap(text -> read(Duration.class, text));
    return readable("rendezvous.stream.heartbeat")
        .filter(
            value ->
                idle.filter(most -> ((Duration) value.read()).compareTo((Duration) most) >= 0)
                    .isPresent())
        .map(
            value ->
                value
                    .setting()
                    .line(
                        "must be less than %s, which is %s, such as 15s"
                            .formatted(
                                IDLE_TIMEOUT, config.getConfigValue(IDLE_TIMEOUT).getValue())))
        .findFirst();
  }

  private Optional<String> brokers() {
    return ofOther(
        BROKERS,
        servers ->
            Arrays.stream(servers.split(",", -1))
                .map(String::strip)
                .allMatch(server -> BROKER.matcher(server).matches()),
        "hosts with ports, such as kafka-1:9092,kafka-2:9092");
  }

  // A key of Quarkus or Kafka.
  private Optional<String> ofOther(String name, Predicate<String> right, String form) {
    ConfigValue value = config.getConfigValue(name);
    return Optional.ofNullable(value.getValue())
        .filter(right.negate())
        .map(
            text ->
                "%s is '%s', but it must be %s"
                    .formatted(Setting.written(name, value), text, form));
  }

  /** Valid values with an effect that the operator may not expect. */
  List<String> warnings() {
    return new KeyOrderConstraints(this::readable).warnings().toList();
  }
}
