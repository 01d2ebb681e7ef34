package news.rendezvous.serve.page.layout;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import news.rendezvous.ingest.icon.IconCache;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;

/** Factory of icons. One that is not cached is fetched, and shown by a later page. */
@ApplicationScoped
public class SourceIcons {

  private final IconCache cache;
  private final SourceSummaries sources;

  @Inject
  SourceIcons(IconCache cache, SourceSummaries sources) {
    this.cache = cache;
    this.sources = sources;
  }

  /** The icon of a source that may have been removed. */
  public SourceIcon icon(String id, String name, String root) {
    return icon(sources.find(id), name, root);
  }

  public SourceIcon icon(SourceSummary source, String root) {
    return icon(Optional.of(source), source.name(), root);
  }

  private SourceIcon icon(Optional<SourceSummary> source, String name, String root) {
    return new SourceIcon(
        letter(name),
        source
            .filter(known -> cache.cached(known).isPresent())
            .map(known -> root + "sources/" + known.id() + "/icon")
            .orElse(null));
  }

  private static String letter(String name) {
    return name.codePoints()
        .filter(Character::isLetterOrDigit)
        .mapToObj(Character::toString)
        .findFirst()
        .map(first -> first.toUpperCase(Locale.ROOT))
        .orElse("");
  }
}
