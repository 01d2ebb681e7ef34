package news.rendezvous.source;

import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.FeedUrl;
import org.jspecify.annotations.Nullable;

/** Reconciles the sources of the configuration with those of the topic. */
@Singleton
class ConfiguredSources {

  private final Map<String, Source> named;
  private final List<BundledSources> bundled;

  // Eager: a malformed definition stops the start with a clear message.
  @Inject
  ConfiguredSources(SourcesConfig config, @All List<BundledSources> bundled) {
    this.bundled = bundled;
    this.named =
        config.byId().entrySet().stream()
            .map(entry -> source(entry.getKey(), entry.getValue()))
            .collect(Collectors.toMap(Source::id, Function.identity()));
  }

  /** A difference between configuration and topic: the record to write, and the reason. */
  record Difference(Source source, Kind kind) {}

  /** Kinds of differences; the text is part of a log line. */
  enum Kind {
    ADDED("added, since the configuration names it"),
    CHANGED("changed to what the configuration says"),
    DISABLED("disabled, since the configuration no longer names it; its stories are kept");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * The writes that make the topic follow the configuration: sources that are new or changed, and,
   * disabled, those that came from the configuration and are no longer in it.
   */
  List<Difference> differences(Collection<Source> known) {
    Map<String, Source> byId =
        known.stream().collect(Collectors.toMap(Source::id, Function.identity()));
    Stream<Difference> changed =
        named.values().stream()
            .filter(source -> !source.equals(byId.get(source.id())))
            .map(source -> new Difference(source, kind(byId.get(source.id()))));
    Stream<Difference> dropped =
        known.stream()
            .filter(source -> source.configured() && source.enabled())
            .filter(source -> !isNamed(source.id()))
            .map(source -> new Difference(source.disabled(), Kind.DISABLED));
    return Stream.concat(changed, dropped).toList();
  }

  /** True for a source that the configuration, or a part of the service, writes at each start. */
  boolean isNamed(String id) {
    return named.containsKey(id) || bundled.stream().anyMatch(bundle -> bundle.ids().contains(id));
  }

  private static Kind kind(@Nullable Source before) {
    return before == null ? Kind.ADDED : Kind.CHANGED;
  }

  private static Source source(String id, SourcesConfig.Definition definition) {
    check(id, "", SourceConstraints.id(id));
    check(id, ".url", SourceConstraints.url(definition.url()));
    check(id, ".title", definition.title().flatMap(SourceConstraints::title));
    check(id, ".edition", definition.edition().flatMap(SourceConstraints::edition));
    check(id, ".language", definition.language().flatMap(SourceConstraints::language));
    check(id, ".zone", definition.zone().flatMap(SourceConstraints::zone));
    check(id, ".interval", definition.interval().flatMap(SourceConstraints::interval));
    check(id, ".links-base", definition.linksBase().flatMap(SourceConstraints::linksBase));
    return new Source(
        id,
        FeedUrl.of(CanonicalUrl.resolve(definition.url(), null).orElseThrow()),
        definition.title().orElse(null),
        definition.edition().orElse(null),
        definition.language().orElse(null),
        definition.zone().map(ZoneId::of).orElse(null),
        definition.interval().orElse(null),
        definition
            .linksBase()
            .map(base -> CanonicalUrl.resolve(base, null).orElseThrow())
            .orElse(null),
        true,
        true,
        definition.backfill(),
        Map.of(),
        null);
  }

  private static void check(String id, String member, Optional<String> mistake) {
    mistake.ifPresent(
        form -> {
          throw new ConfigurationException(
              "rendezvous.sources.%s%s %s".formatted(id, member, form));
        });
  }
}
