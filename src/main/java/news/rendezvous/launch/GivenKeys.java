package news.rendezvous.launch;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.NameIterator;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import news.rendezvous.serve.http.problem.ClosestName;
import org.jspecify.annotations.Nullable;

/** The keys that the operator has set, and warnings for unknown ones. */
final class GivenKeys {

  private static final String ROOT = "rendezvous.";
  private static final String VARIABLE_ROOT = "RENDEZVOUS_";
  private static final Pattern VARIABLE = Pattern.compile(VARIABLE_ROOT + "[A-Z0-9_]+");

  // Service links: set by Kubernetes for a Service named rendezvous.
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          VARIABLE_ROOT
              + "([A-Z0-9_]+_)?"
              + "(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_PROTO|_PORT|_ADDR)?)?)");

  private final SmallRyeConfig config;
  private final List<ConfigKey> keys;
  private final List<String> variables;
  private final List<String> properties;

  GivenKeys(SmallRyeConfig config, List<ConfigKey> keys) {
    this.config = config;
    this.keys = keys;
    this.variables = names(VARIABLE.asMatchPredicate(), true);
    this.properties = names(name -> name.startsWith(ROOT), false);
  }

  private List<String> names(Predicate<String> form, boolean fromEnvironment) {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(form)
        .filter(name -> isFromEnvironment(config.getConfigValue(name)) == fromEnvironment)
        .sorted()
        .toList();
  }

  static boolean isFromEnvironment(@Nullable ConfigValue value) {
    return value != null
        && value.getConfigSourceName() != null
        && value.getConfigSourceName().contains("EnvConfigSource");
  }

  /** The given ids of a map such as {@code rendezvous.sources}. */
  NavigableSet<String> ids(String map) {
    NavigableSet<String> ids = new TreeSet<>();
    properties.stream()
        .filter(name -> name.startsWith(map + "."))
        .forEach(name -> ids.add(id(map, name)));
    variables.forEach(name -> idOf(map, name).ifPresent(ids::add));
    return ids;
  }

  private static String id(String map, String property) {
    return new NameIterator(property, map.length()).getNextSegment();
  }

  // As SmallRye Config maps variables: NEWS in RENDEZVOUS_SOURCES_NEWS_URL is news, _MY_FEED_ in
  // RENDEZVOUS_SOURCES__MY_FEED__URL is my.feed.
  private Optional<String> idOf(String map, String variable) {
    return keys.stream()
        .filter(key -> key.isOfMap() && key.map().equals(map))
        .map(key -> key.variables().matcher(variable))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1).toLowerCase(Locale.ROOT))
        .map(id -> id.replaceAll("^_|_$", "").replace('_', '.'))
        .findFirst();
  }

  /** The first name with this id, as the operator wrote it. */
  String firstOf(String map, String id) {
    return Stream.concat(
            properties.stream()
                .filter(name -> name.startsWith(map + ".") && id(map, name).equals(id)),
            variables.stream().filter(name -> idOf(map, name).filter(id::equals).isPresent()))
        .findFirst()
        .orElse(map);
  }

  /**
   * Message for a missing key of a map, named as a variable or a property like the other keys of
   * its id.
   *
   * @param name name of the key with the id in it
   */
  String missing(ConfigKey key, String name) {
    String other = firstOf(key.map(), id(key.map(), name));
    String wanted = VARIABLE.matcher(other).matches() ? ConfigKey.variable(name) : name;
    return "%s is missing, while %s is set".formatted(wanted, other);
  }

  /** A message for each unknown name, with the nearest key. */
  List<String> warnings() {
    Stream<String> ofVariables =
        variables.stream()
            .filter(name -> !isKnownVariable(name) && !SERVICE_LINK.matcher(name).matches())
            .map(this::unknownVariable);
    Stream<String> ofProperties =
        properties.stream().filter(name -> !isKnownProperty(name)).map(this::unknownProperty);
    return Stream.concat(ofVariables, ofProperties).toList();
  }

  private boolean isKnownProperty(String name) {
    return keys.stream().anyMatch(key -> key.properties().matcher(name).matches());
  }

  // The id of a variable is ambiguous (hyphen or dot) unless a property has the same id.
  private boolean isKnownVariable(String variable) {
    return keys.stream().anyMatch(key -> key.variables().matcher(variable).matches())
        || properties.stream()
            .filter(this::isKnownProperty)
            .anyMatch(name -> siblings(name).contains(variable));
  }

  private List<String> siblings(String property) {
    return keys.stream()
        .filter(ConfigKey::isOfMap)
        .filter(key -> property.startsWith(key.map() + "."))
        .map(key -> key.named(id(key.map(), property)))
        .map(ConfigKey::variable)
        .toList();
  }

  private String unknownVariable(String variable) {
    return underscored(variable)
        .orElseGet(
            () ->
                "The variable %s is no key of Rendezvous and has no effect; the nearest key is %s"
                    .formatted(
                        variable,
                        ClosestName.to(
                            variable,
                            candidates(variable.toLowerCase(Locale.ROOT).split("_"))
                                .map(ConfigKey::variable)
                                .toList())));
  }

  private Optional<String> underscored(String variable) {
    return keys.stream()
        .filter(ConfigKey::isOfMap)
        .map(key -> underscored(variable, key))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> underscored(String variable, ConfigKey key) {
    String start = ConfigKey.variable(key.map() + ".");
    String end = ConfigKey.variable(key.name()).replaceFirst(".*<ID>", "");
    if (!variable.startsWith(start)
        || !variable.endsWith(end)
        || variable.length() <= start.length() + end.length()) {
      return Optional.empty();
    }
    String id = variable.substring(start.length(), variable.length() - end.length());
    return Optional.of(
        ("The variable %s has no effect: an id in the name of a variable has no underscore; write"
                + " %s, or %s in config/application.properties")
            .formatted(
                variable,
                start + id.replace("_", "") + end,
                key.named(id.toLowerCase(Locale.ROOT))));
  }

  private String unknownProperty(String name) {
    return "The property %s is no key of Rendezvous and has no effect; the nearest key is %s"
        .formatted(name, ClosestName.to(name, candidates(name.split("\\.")).toList()));
  }

  // Keys of a map with the given ids, and with the id that the name itself would have.
  private Stream<String> candidates(String[] segments) {
    List<String> own = segments.length > 3 ? List.of(segments[2]) : List.of();
    return keys.stream()
        .flatMap(
            key ->
                key.isOfMap()
                    ? Stream.concat(ids(key.map()).stream(), own.stream()).map(key::named)
                    : Stream.of(key.name()))
        .distinct();
  }
}
