package news.rendezvous.source;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sources that the configuration names, compared with those that the topic holds. */
@Singleton
class ConfiguredSources {

  // RFC 3986 section 3.2.1.
  private static final Pattern WITH_USER = Pattern.compile("[A-Za-z]+://[^/?#]*@");

  private final Map<String, Source> named;

  // Read when the service starts, so that a malformed definition stops it with a clear message.
  @Inject
  ConfiguredSources(SourcesConfig config) {
    this.named =
        config.byId().entrySet().stream()
            .map(entry -> source(entry.getKey(), entry.getValue()))
            .collect(Collectors.toMap(Source::id, Function.identity()));
  }

  /**
   * What must be written so that the configuration wins: sources that are new or defined otherwise,
   * and, disabled, those that the configuration once brought and no longer names.
   */
  List<Source> differences(Collection<Source> known) {
    Map<String, Source> byId =
        known.stream().collect(Collectors.toMap(Source::id, Function.identity()));
    Stream<Source> changed =
        named.values().stream().filter(source -> !source.equals(byId.get(source.id())));
    Stream<Source> dropped =
        known.stream()
            .filter(source -> source.configured() && source.enabled())
            .filter(source -> !named.containsKey(source.id()))
            .map(Source::disabled);
    return Stream.concat(changed, dropped).toList();
  }

  private static Source source(String id, SourcesConfig.Definition definition) {
    if (!Source.isId(id)) {
      throw new ConfigurationException(
          "rendezvous.sources.%s: an id is 1 to 128 of A-Z a-z 0-9 . _ -".formatted(id));
    }
    if (WITH_USER.matcher(definition.url()).lookingAt()) {
      throw new ConfigurationException(
          "rendezvous.sources.%s.url: a user name or password would be shown to every reader"
              .formatted(id));
    }
    return new Source(
        id,
        definition.url(),
        definition.title().orElse(null),
        definition.edition().orElse(null),
        definition.language().orElse(null),
        definition.zone().map(zone -> zone(id, zone)).orElse(null),
        definition.interval().orElse(null),
        definition.linksBase().orElse(null),
        true,
        true,
        definition.backfill());
  }

  private static ZoneId zone(String id, String zone) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new ConfigurationException(
          "rendezvous.sources.%s.zone is no time zone: %s".formatted(id, zone), e);
    }
  }
}
