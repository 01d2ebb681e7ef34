package news.rendezvous.ingest.resolve;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import news.rendezvous.ingest.resolve.answer.EndPoint;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import news.rendezvous.ingest.resolve.cache.AnswerCache;
import news.rendezvous.ingest.resolve.cache.CachedAnswer;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/** Read model of the references: queries over cached answers and pending references. */
public final class KnownReferences {

  private final AnswerCache cache;
  private final PendingReferences pending;

  KnownReferences(AnswerCache cache, PendingReferences pending) {
    this.cache = cache;
    this.pending = pending;
  }

  /** A reference; empty if it was never requested and is not pending. */
  public Optional<KnownReference> find(LinkHash link) {
    Collection<CachedAnswer> known = cache.all(link);
    if (known.isEmpty()) {
      return pending.of(link).findFirst().map(query -> unresolved(link, query.title()));
    }
    String title =
        known.stream()
            .flatMap(one -> Stream.ofNullable(one.title()))
            .findFirst()
            .or(() -> pageTitle(link))
            .orElse(null);
    return known.stream()
        .filter(CachedAnswer::hasUrls)
        .max(Comparator.comparing(CachedAnswer::certain).thenComparing(CachedAnswer::asked))
        .map(one -> (EndPointAnswer.Resolved) one.answer())
        .map(answer -> new KnownReference(link, title, RelatedList.kindOf(answer), answer.urls()))
        .or(() -> Optional.of(unresolved(link, title)));
  }

  private static KnownReference unresolved(LinkHash link, @Nullable String title) {
    return new KnownReference(link, title, Related.Kind.UNRESOLVED, List.of());
  }

  /** Title of the page that a reference leads to. */
  public Optional<String> pageTitle(LinkHash link) {
    return cache.all(link).stream()
        .flatMap(kept -> Stream.ofNullable(kept.pageTitle()))
        .findFirst();
  }

  /** References whose answer an operator requested again, and that are resolved by it. */
  public List<LinkHash> corrected() {
    return cache
        .entries()
        .filter(entry -> entry.getValue().stream().anyMatch(CachedAnswer::corrects))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The latest answer that an operator requested for a resolved reference. */
  Optional<EndPointAnswer.Resolved> correction(LinkHash link) {
    return cache.all(link).stream()
        .filter(kept -> kept.corrects() && kept.hasUrls())
        .max(Comparator.comparing(CachedAnswer::asked))
        .map(kept -> (EndPointAnswer.Resolved) kept.answer());
  }

  /** Cached references of a source that no end point has resolved. */
  Stream<LinkHash> unresolved(String source) {
    return cache
        .entries()
        .filter(entry -> isNeededBy(source, entry.getValue()))
        .filter(entry -> entry.getValue().stream().noneMatch(CachedAnswer::hasUrls))
        .map(Map.Entry::getKey);
  }

  private static boolean isNeededBy(String source, Collection<CachedAnswer> known) {
    return known.stream().anyMatch(one -> one.sources().contains(source));
  }

  public ReferenceState state(String source) {
    Set<LinkHash> resolved = new HashSet<>();
    Set<LinkHash> unresolved = new HashSet<>();
    pending.of(source).map(ReferenceQuery::link).forEach(unresolved::add);
    CachedAnswer[] failed = new CachedAnswer[1];
    cache
        .entries()
        .filter(entry -> isNeededBy(source, entry.getValue()))
        .forEach(
            entry -> {
              boolean isResolved = entry.getValue().stream().anyMatch(CachedAnswer::hasUrls);
              (isResolved ? resolved : unresolved).add(entry.getKey());
              if (!isResolved) {
                failed[0] = lastFailed(failed[0], entry.getValue());
              }
            });
    unresolved.removeAll(resolved);
    return new ReferenceState(
        resolved.size(),
        unresolved.size(),
        cache.endPoint(source).map(EndPoint::toString).orElse(null),
        failed[0] == null ? null : failed[0].address() + " " + failed[0].error());
  }

  private static @Nullable CachedAnswer lastFailed(
      @Nullable CachedAnswer before, Collection<CachedAnswer> known) {
    return Stream.concat(Stream.ofNullable(before), known.stream())
        .filter(one -> one.failures() > 0)
        .max(Comparator.comparing(CachedAnswer::asked))
        .orElse(null);
  }

  /** A reference that was requested or is pending, listed by an item or not. */
  public record KnownReference(
      LinkHash link, @Nullable String title, Related.Kind kind, List<CanonicalUrl> urls) {

    public KnownReference {
      urls = List.copyOf(urls);
    }
  }

  /**
   * Counts of a source's references.
   *
   * @param endPoint that answered for the source last
   * @param lastError reason of the latest failure; null while none fails
   */
  public record ReferenceState(
      int resolved, int unresolved, @Nullable String endPoint, @Nullable String lastError) {}
}
