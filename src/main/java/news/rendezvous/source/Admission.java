package news.rendezvous.source;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.source.SourceRegistry.Addition;

/** Sees to it that no id and no URL is added twice, not even at once. */
final class Admission {

  private final SourceRegistry sources;
  // Hints, held against the table when they are used: a source may since have moved or gone.
  private final Map<String, String> idByUrl = new ConcurrentHashMap<>();
  private final Set<String> beingAdded = ConcurrentHashMap.newKeySet();

  Admission(SourceRegistry sources) {
    this.sources = sources;
  }

  /** Takes note of a source that is there; of several with one URL the first holds it. */
  void note(Source source) {
    if (holder(source.url()).isEmpty()) {
      idByUrl.put(urlKey(source.url()), source.id());
    }
  }

  Uni<Addition> add(Source source) {
    String id = "id " + source.id();
    String url = "url " + urlKey(source.url());
    if (!beingAdded.add(id)) {
      return Uni.createFrom().item(Addition.ID_EXISTS);
    }
    if (!beingAdded.add(url)) { // the claim of another, which it keeps
      beingAdded.remove(id);
      return Uni.createFrom().item(Addition.URL_EXISTS);
    }
    return addClaimed(source).onTermination().invoke(() -> beingAdded.removeAll(Set.of(id, url)));
  }

  private Uni<Addition> addClaimed(Source source) {
    if (sources.find(source.id()).isPresent()) {
      return Uni.createFrom().item(Addition.ID_EXISTS);
    }
    return holder(source.url()).isPresent()
        ? Uni.createFrom().item(Addition.URL_EXISTS)
        : sources.put(source).replaceWith(Addition.ADDED);
  }

  /** The source that has a URL. */
  Optional<Source> holder(String url) {
    String key = urlKey(url);
    return Optional.ofNullable(idByUrl.get(key))
        .flatMap(sources::find)
        .filter(other -> urlKey(other.url()).equals(key));
  }

  private static String urlKey(String url) {
    return CanonicalUrl.of(url).map(CanonicalUrl::toString).orElse(url);
  }
}
