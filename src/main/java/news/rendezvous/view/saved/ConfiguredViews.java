package news.rendezvous.view.saved;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.view.FilterConfig;
import news.rendezvous.view.FilterConstraints;

/** Reconciles the views of the configuration with those of the topic. */
@Singleton
class ConfiguredViews {

  private final Map<String, SavedView> named;

  // Eager: a malformed definition stops the start with a clear message.
  @Inject
  ConfiguredViews(SavedViewsConfig config, FilterConfig bounds) {
    this.named =
        config.byId().entrySet().stream()
            .map(entry -> view(entry.getKey(), entry.getValue(), bounds))
            .collect(Collectors.toMap(SavedView::id, Function.identity()));
  }

  /** True for a view that the configuration writes at each start. */
  boolean isNamed(String id) {
    return named.containsKey(id);
  }

  /** The views that are missing in the topic, or are there with another definition. */
  List<SavedView> changed(Collection<SavedView> known) {
    return named.values().stream().filter(view -> !known.contains(view)).toList();
  }

  /**
   * Views that came from the configuration and are no longer in it. It had all there is of them.
   */
  List<String> dropped(Collection<SavedView> known) {
    return known.stream()
        .filter(SavedView::configured)
        .map(SavedView::id)
        .filter(id -> !isNamed(id))
        .toList();
  }

  private static SavedView view(
      String id, SavedViewsConfig.Definition definition, FilterConfig bounds) {
    check(id, "", SavedViewConstraints.id(id));
    check(id, ".title", SavedViewConstraints.title(definition.title()));
    check(id, ".description", definition.description().flatMap(SavedViewConstraints::description));
    check(id, ".q", definition.q().flatMap(FilterConstraints.query(bounds)));
    return new SavedView(
        id,
        definition.title(),
        definition.description().orElse(null),
        definition.q().orElse(null),
        values(id, ".source", definition.source(), FilterConstraints::source, bounds),
        values(id, ".tag", definition.tag(), FilterConstraints.tag(bounds), bounds),
        values(id, ".lang", definition.lang(), FilterConstraints::language, bounds),
        List.of(),
        true);
  }

  private static List<String> values(
      String id,
      String member,
      Optional<List<String>> given,
      Function<String, Optional<String>> rule,
      FilterConfig bounds) {
    List<String> values = given.orElse(List.of());
    Stream.concat(
            FilterConstraints.count(values.size(), bounds).stream(),
            values.stream().flatMap(value -> rule.apply(value).stream()))
        .findFirst()
        .ifPresent(form -> check(id, member, Optional.of(form)));
    return values;
  }

  private static void check(String id, String member, Optional<String> mistake) {
    mistake.ifPresent(
        form -> {
          throw new ConfigurationException("rendezvous.views.%s%s %s".formatted(id, member, form));
        });
  }
}
