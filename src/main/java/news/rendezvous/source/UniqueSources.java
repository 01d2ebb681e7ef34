package news.rendezvous.source;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import news.rendezvous.item.url.CanonicalUrl;

/**
 * Unique constraint on the ids and URLs of sources, concurrent additions included. URLs are
 * compared in their canonical form.
 */
final class UniqueSources {

  /** Number of sources that are gone from which on their entries are removed. */
  private static final int MIN_STALE = 1_000;

  private final Function<String, Optional<Source>> sources;
  // An index that may be stale, since sources move and go: each hit is compared with the source.
  private final Map<String, String> idByUrl = new ConcurrentHashMap<>();
  private final AtomicInteger stale = new AtomicInteger();
  private final Set<String> claimedIds = ConcurrentHashMap.newKeySet();
  private final Set<String> claimedUrls = ConcurrentHashMap.newKeySet();

  /**
   * A constraint on the sources of a table.
   *
   * @param sources finds a source by its id
   */
  UniqueSources(Function<String, Optional<Source>> sources) {
    this.sources = sources;
  }

  /** Adds a source of the table to the index; of several with one URL the first stays. */
  void index(Source source) {
    String url = source.url().toString();
    if (findByUrl(url).isEmpty()) {
      idByUrl.put(key(url), source.id());
    }
  }

  /**
   * Notes that a source of the table is gone. Its entry stays in the index until they are the half:
   * only the source knew its URL.
   */
  void removed() {
    if (stale.incrementAndGet() > MIN_STALE + idByUrl.size() / 2) {
      stale.set(0);
      idByUrl.entrySet().removeIf(entry -> named(entry.getKey(), entry.getValue()).isEmpty());
    }
  }

  /** Claims id and URL of a new source until {@link #release}, which a granted claim requires. */
  Claim claim(Source source) {
    if (!claimedIds.add(source.id())) {
      return Claim.ID_TAKEN;
    }
    if (!claimedUrls.add(key(source.url().toString()))) {
      claimedIds.remove(source.id());
      return Claim.URL_TAKEN;
    }
    Claim claim = compared(source);
    if (claim != Claim.GRANTED) {
      release(source);
    }
    return claim;
  }

  /** True if a source has the id or has claimed it. */
  boolean isTaken(String id) {
    return claimedIds.contains(id) || sources.apply(id).isPresent();
  }

  /**
   * Claims the URL of a source that exists, until {@link #releaseUrl}; false if another source has
   * it.
   */
  boolean claimUrl(Source source) {
    String url = source.url().toString();
    if (!claimedUrls.add(key(url))) {
      return false;
    }
    boolean taken =
        findByUrl(url).map(Source::id).filter(id -> !id.equals(source.id())).isPresent();
    if (taken) {
      releaseUrl(source);
    }
    return !taken;
  }

  void releaseUrl(Source source) {
    claimedUrls.remove(key(source.url().toString()));
  }

  private Claim compared(Source source) {
    if (sources.apply(source.id()).isPresent()) {
      return Claim.ID_TAKEN;
    }
    return findByUrl(source.url().toString()).isPresent() ? Claim.URL_TAKEN : Claim.GRANTED;
  }

  void release(Source source) {
    claimedIds.remove(source.id());
    releaseUrl(source);
  }

  Optional<Source> findByUrl(String url) {
    String key = key(url);
    return Optional.ofNullable(idByUrl.get(key)).flatMap(id -> named(key, id));
  }

  private Optional<Source> named(String key, String id) {
    return sources.apply(id).filter(source -> key(source.url().toString()).equals(key));
  }

  /** Number of entries of the index, stale ones included. */
  int size() {
    return idByUrl.size();
  }

  // No server is sent the fragment of a URL.
  private static String key(String url) {
    int fragment = url.indexOf('#');
    String sent = fragment < 0 ? url : url.substring(0, fragment);
    return CanonicalUrl.of(sent).map(CanonicalUrl::toString).orElse(sent);
  }
}
