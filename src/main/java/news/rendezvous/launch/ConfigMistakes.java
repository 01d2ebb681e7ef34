package news.rendezvous.launch;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.executable.ExecutableValidator;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.fetch.Cidr;
import news.rendezvous.source.SourceRules;
import org.jspecify.annotations.Nullable;

/**
 * The mistakes in the values of the configuration, all of them at once: each is a line with key,
 * value and a right form. SmallRye Config would stop at the first kind of mistake, in the words of
 * its converters, and takes whatever is not "true" for false.
 */
final class ConfigMistakes {

  private static final Set<String> BOOLEANS =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "1", "0");
  private static final Pattern NOT_ESCAPED_COMMA = Pattern.compile("(?<!\\\\),");
  private static final Pattern USER_INFO = Pattern.compile("://[^/?#]*@");
  // A host, or an IPv6 address in brackets, and a port, optionally behind the name of a protocol.
  private static final Pattern BROKER =
      Pattern.compile("([A-Z_]+://)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+]):\\d{1,5}");
  private static final String HTTP_PORT = "quarkus.http.port";
  private static final Pattern PORT =
      Pattern.compile("\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]");
  private static final String BROKERS = "kafka.bootstrap.servers";

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

  /** Keys whose values have a form beyond their type. */
  private static final Map<String, Function<String, Optional<String>>> RULES =
      Map.of(
          "rendezvous.sources.*.url", SourceRules::url,
          "rendezvous.sources.*.title", SourceRules::title,
          "rendezvous.sources.*.edition", SourceRules::edition,
          "rendezvous.sources.*.language", SourceRules::language,
          "rendezvous.sources.*.zone", SourceRules::zone,
          "rendezvous.sources.*.links-base", SourceRules::linksBase,
          "rendezvous.public-url", ConfigMistakes::siteUrl);

  /** Pairs of keys of which the first must not be greater than the second. */
  private static final Map<String, String> ORDERED =
      Map.of(
          "rendezvous.poll.min-interval", "rendezvous.poll.max-interval",
          "rendezvous.serve.default-limit", "rendezvous.serve.max-limit");

  private final SmallRyeConfig config;
  private final List<ConfigKey> keys;
  private final GivenKeys given;

  ConfigMistakes(SmallRyeConfig config, List<ConfigKey> keys, GivenKeys given) {
    this.config = config;
    this.keys = keys;
    this.given = given;
  }

  /**
   * All mistakes, a line each. Bounds are checked only where there is a mistake already, since the
   * validator takes a second and Quarkus checks them anyway.
   */
  List<String> all() {
    List<String> unreadable = ofForm();
    return unreadable.isEmpty()
        ? unreadable
        : Stream.concat(unreadable.stream(), ofBounds().stream()).toList();
  }

  /** Values that cannot be read, or are not what the key takes. */
  private List<String> ofForm() {
    Stream<String> ofKeys = settings().map(this::mistake).flatMap(Optional::stream);
    Stream<String> ofIds =
        given.ids("rendezvous.sources").stream()
            .flatMap(
                id ->
                    SourceRules.id(id).stream()
                        .map(form -> "The id '%s' of a source %s".formatted(id, form)));
    return Stream.of(ofKeys, ofIds, httpPort().stream(), brokers().stream(), disorder())
        .flatMap(Function.identity())
        .distinct() // a key that two interfaces share
        .toList();
  }

  /** Values outside of the bounds that their interfaces declare. */
  List<String> ofBounds() {
    try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
      ExecutableValidator validator = factory.getValidator().forExecutables();
      return settings()
          .filter(setting -> setting.value() != null && mistake(setting).isEmpty())
          .flatMap(setting -> violations(setting, validator))
          .distinct()
          .toList();
    }
  }

  /** A key, for each id of its map where it is of one. */
  private record Setting(ConfigKey key, String name, ConfigValue given) {

    @Nullable String value() {
      return given.getValue();
    }

    String line(String form) {
      String shown = USER_INFO.matcher(String.valueOf(value())).replaceAll("://…@");
      return value() == null
          ? "%s is missing, it %s".formatted(name, form)
          : "%s is '%s', but it %s".formatted(source(), shown, form);
    }

    // As the operator wrote it.
    private String source() {
      return GivenKeys.isFromEnvironment(given)
          ? "%s (%s)".formatted(name, ConfigKey.variable(name))
          : name;
    }
  }

  private Stream<Setting> settings() {
    return keys.stream()
        .flatMap(
            key ->
                key.isOfMap()
                    ? given.ids(key.map()).stream().map(id -> setting(key, key.named(id)))
                    : Stream.of(setting(key, key.name())));
  }

  private Setting setting(ConfigKey key, String name) {
    return new Setting(key, name, config.getConfigValue(name));
  }

  private Optional<String> mistake(Setting setting) {
    ConfigKey key = setting.key();
    String value = setting.value();
    if (value == null || value.isEmpty()) {
      boolean missing = value == null ? key.isRequired() : !key.isOptional();
      return missing ? Optional.of(setting.line(form(key))) : Optional.empty();
    }
    return values(key, value).anyMatch(one -> read(key.type(), one).isEmpty())
        ? Optional.of(setting.line(form(key)))
        : Optional.ofNullable(RULES.get(key.name()))
            .flatMap(rule -> rule.apply(value))
            .map(setting::line);
  }

  private static String form(ConfigKey key) {
    Optional<String> special =
        Optional.ofNullable(RULES.get(key.name())).flatMap(rule -> rule.apply(""));
    String example = key.byDefault() == null ? "" : ", such as " + key.byDefault();
    String form = FORMS.getOrDefault(key.type(), "a text");
    return special.orElse("must be " + (form.contains("such as") ? form : form + example));
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

  private Stream<String> violations(Setting setting, ExecutableValidator validator) {
    ConfigKey key = setting.key();
    List<Object> read =
        values(key, String.valueOf(setting.value()))
            .map(one -> read(key.type(), one))
            .flatMap(Optional::stream)
            .toList();
    return read.isEmpty() || key.type() == boolean.class
        ? Stream.empty()
        : validator.validateReturnValue(instance(key), key.method(), key.wrapped(read)).stream()
            .map(violation -> setting.line(violation.getMessage() + example(key)))
            .sorted();
  }

  private static Optional<String> siteUrl(String url) {
    return SourceRules.linksBase(url)
        .map(form -> "must be an absolute URL, such as https://news.example.org/rendezvous");
  }

  private static String example(ConfigKey key) {
    return key.byDefault() == null ? "" : ", such as " + key.byDefault();
  }

  // Bean Validation asks for an object, though it looks at the declaration alone.
  private static Object instance(ConfigKey key) {
    Class<?> type = key.method().getDeclaringClass();
    InvocationHandler unused = (proxy, method, args) -> null;
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, unused);
  }

  private Optional<String> httpPort() {
    return Optional.ofNullable(config.getConfigValue(HTTP_PORT).getValue())
        .filter(port -> !PORT.matcher(port.strip()).matches())
        .map(port -> "%s is '%s', but it must be a port, such as 8080".formatted(HTTP_PORT, port));
  }

  private Optional<String> brokers() {
    return Optional.ofNullable(config.getConfigValue(BROKERS).getValue())
        .filter(
            servers ->
                !Arrays.stream(servers.split(",", -1))
                    .map(String::strip)
                    .allMatch(server -> BROKER.matcher(server).matches()))
        .map(
            servers ->
                "%s is '%s', but it must be hosts with ports, such as kafka-1:9092,kafka-2:9092"
                    .formatted(BROKERS, servers));
  }

  private Stream<String> disorder() {
    return ORDERED.entrySet().stream()
        .filter(pair -> isGreater(pair.getKey(), pair.getValue()))
        .map(
            pair ->
                "%s is '%s', but it must not be greater than %s, which is '%s'"
                    .formatted(
                        pair.getKey(), raw(pair.getKey()), pair.getValue(), raw(pair.getValue())));
  }

  private boolean isGreater(String lower, String upper) {
    Object low = value(lower);
    Object high = value(upper);
    if (low instanceof Duration least && high instanceof Duration most) {
      return least.compareTo(most) > 0;
    }
    return low instanceof Integer least && high instanceof Integer most && least > most;
  }

  private @Nullable String raw(String name) {
    return Optional.ofNullable(config.getConfigValue(name).getValue())
        .orElseGet(
            () -> key(name).flatMap(key -> Optional.ofNullable(key.byDefault())).orElse(null));
  }

  private @Nullable Object value(String name) {
    String raw = raw(name);
    return raw == null ? null : key(name).flatMap(key -> read(key.type(), raw)).orElse(null);
  }

  private Optional<ConfigKey> key(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }
}
