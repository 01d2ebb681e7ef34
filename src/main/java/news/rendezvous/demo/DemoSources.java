package news.rendezvous.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Collectors;
import news.rendezvous.source.BundledSources;
import news.rendezvous.source.Source;

/** The ids of the sample's sources, which no configuration names, while the sample is served. */
@ApplicationScoped
class DemoSources implements BundledSources {

  private final DemoConfig config;

  @Inject
  DemoSources(DemoConfig config) {
    this.config = config;
  }

  @Override
  public Set<String> ids() {
    return config.demo()
        ? DemoSubscription.sources(0).stream().map(Source::id).collect(Collectors.toSet())
        : Set.of();
  }
}
