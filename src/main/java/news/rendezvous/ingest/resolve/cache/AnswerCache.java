package news.rendezvous.ingest.resolve.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.resolve.answer.EndPoint;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * Cache of the answers of end points, by reference and end point, written through to a log. A stale
 * answer is kept as long as a resolved one, since the backoff continues from it.
 */
public final class AnswerCache {

  private final AnswerCacheConfig config;
  private final InstantSource clock;
  private final BiConsumer<LinkHash, CachedAnswer> log;
  private final CachePolicy policy;
  private final SourceEndPoints endPoints;
  private final Cache<LinkHash, Map<EndPoint, CachedAnswer>> answers;

  /** The log gets every answer that is cached here. */
  public AnswerCache(
      AnswerCacheConfig config, InstantSource clock, BiConsumer<LinkHash, CachedAnswer> log) {
    this.config = config;
    this.clock = clock;
    this.log = log;
    this.policy = new CachePolicy(config);
    this.endPoints = new SourceEndPoints(config);
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(config.maxRemembered())
            .expireAfter(
                Expiry.writing((LinkHash link, Map<EndPoint, CachedAnswer> kept) -> left(kept)))
            .build();
  }

  private Duration left(Map<EndPoint, CachedAnswer> kept) {
    return kept.values().stream().map(this::left).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private Duration left(CachedAnswer kept) {
    return Duration.between(clock.instant(), kept.asked().plus(config.rememberResolved()));
  }

  /** All answers about a reference, one for each end point. */
  public Collection<CachedAnswer> all(LinkHash link) {
    Map<EndPoint, CachedAnswer> kept = answers.getIfPresent(link);
    return kept == null
        ? List.of()
        : kept.values().stream().filter(one -> !left(one).isNegative()).toList();
  }

  public Stream<Map.Entry<LinkHash, Collection<CachedAnswer>>> entries() {
    return answers.asMap().entrySet().stream()
        .map(entry -> Map.entry(entry.getKey(), entry.getValue().values()));
  }

  /** The last answer of an address, fresh or stale. */
  Optional<CachedAnswer> last(LinkHash link, URI address) {
    EndPoint endPoint = EndPoint.of(address);
    return all(link).stream().filter(kept -> kept.endPoint().equals(endPoint)).findFirst();
  }

  /** The last answer of an address; empty if it is stale. */
  public Optional<EndPointAnswer> recall(LinkHash link, URI address) {
    return last(link, address)
        .filter(kept -> !kept.isDue(clock.instant()))
        .map(CachedAnswer::answer);
  }

  /**
   * The cached target of a reference. An uncertain answer (a page) counts only if all other
   * addresses have been requested.
   */
  public Optional<EndPointAnswer.Resolved> resolved(ReferenceQuery query) {
    List<Optional<CachedAnswer>> known =
        addresses(query).stream().map(address -> last(query.link(), address)).toList();
    boolean allRequested = known.stream().allMatch(Optional::isPresent);
    Optional<EndPoint> usual = endPoint(query.source());
    List<CachedAnswer> resolved =
        known.stream().flatMap(Optional::stream).filter(CachedAnswer::hasUrls).toList();
    return resolved.stream()
        .filter(CachedAnswer::certain)
        .findFirst()
        .or(
            () ->
                resolved.stream()
                    .filter(one -> allRequested || usual.equals(Optional.of(one.endPoint().base())))
                    .findFirst())
        .map(one -> (EndPointAnswer.Resolved) one.answer());
  }

  /** See {@link SourceEndPoints#addresses}. */
  public List<URI> addresses(ReferenceQuery query) {
    return endPoints.addresses(query);
  }

  /** The end point that answered for a source last. */
  public Optional<EndPoint> endPoint(String source) {
    return endPoints.of(source);
  }

  public void answered(String source, URI address, boolean certain) {
    endPoints.answered(source, address, certain, clock.instant());
  }

  public CachedAnswer keep(
      ReferenceQuery query, URI address, EndPointAnswer answer, @Nullable Duration hold) {
    EndPoint endPoint = EndPoint.of(address);
    Map<EndPoint, CachedAnswer> all =
        answers
            .asMap()
            .compute(
                query.link(),
                (link, kept) ->
                    changed(
                        kept,
                        endPoint,
                        before ->
                            policy.next(before, query, address, answer, hold, clock.instant())));
    CachedAnswer kept = Objects.requireNonNull(all.get(endPoint));
    log.accept(query.link(), kept);
    return kept;
  }

  /** Records that one more source has a reference whose answer is cached. */
  public void use(ReferenceQuery query, URI address) {
    update(
        query.link(),
        EndPoint.of(address),
        kept -> kept.withSource(query.source(), config.maxSources()));
  }

  /** Makes all answers about a reference stale at an operator's request; false without any. */
  public boolean request(LinkHash link) {
    Collection<CachedAnswer> known = all(link);
    known.forEach(
        one -> update(link, one.endPoint(), kept -> kept.requestedAt(later(kept.asked()))));
    return !known.isEmpty();
  }

  // Clock skew: the answer of another replica may be in the future.
  private Instant later(Instant asked) {
    Instant now = clock.instant();
    return now.isBefore(asked) ? asked : now;
  }

  /** The same, also for a reference that has never been requested. */
  public void request(ReferenceQuery query) {
    if (request(query.link()) || query.addresses().isEmpty()) {
      return;
    }
    CachedAnswer due = CachedAnswer.unrequested(query, addresses(query).get(0), clock.instant());
    learn(query.link(), due);
    log.accept(query.link(), due);
  }

  private void update(LinkHash link, EndPoint endPoint, UnaryOperator<CachedAnswer> change) {
    AtomicReference<CachedAnswer> written = new AtomicReference<>();
    answers
        .asMap()
        .computeIfPresent(
            link,
            (x, all) -> {
              CachedAnswer kept = all.get(endPoint);
              CachedAnswer now = kept == null ? null : change.apply(kept);
              if (now == null || now.equals(kept)) {
                return all;
              }
              written.set(now);
              return changed(all, endPoint, earlier -> now);
            });
    CachedAnswer changed = written.get();
    if (changed != null) {
      log.accept(link, changed);
    }
  }

  /** Caches an answer from the log, of another replica or of an earlier process. */
  public void learn(LinkHash link, CachedAnswer logged) {
    if (left(logged).compareTo(Duration.ZERO) <= 0) {
      return;
    }
    answers
        .asMap()
        .compute(
            link,
            (x, all) ->
                changed(
                    all,
                    logged.endPoint(),
                    known -> known == null ? logged : known.or(logged, config.maxSources())));
    if (logged.hasUrls()) {
      endPoints.learn(logged);
    }
  }

  // Feeds may name any number of end points: beyond the limit the oldest answer is evicted.
  private Map<EndPoint, CachedAnswer> changed(
      @Nullable Map<EndPoint, CachedAnswer> all,
      EndPoint endPoint,
      UnaryOperator<@Nullable CachedAnswer> change) {
    Map<EndPoint, CachedAnswer> changed = all == null ? new HashMap<>() : new HashMap<>(all);
    changed.put(endPoint, Objects.requireNonNull(change.apply(changed.get(endPoint))));
    if (changed.size() > config.maxEndPoints()) {
      changed.values().stream()
          .filter(one -> !one.endPoint().equals(endPoint))
          .min(Comparator.comparing(CachedAnswer::asked))
          .ifPresent(oldest -> changed.remove(oldest.endPoint()));
    }
    return Map.copyOf(changed);
  }

  /**
   * An address that is due for a request.
   *
   * @param since {@link Instant#MIN} if it has never been requested
   */
  public record Due(URI address, Instant since) {}

  /**
   * The first address that a request would go to now. A host that has not responded at one address
   * is not requested at its others.
   */
  public Optional<Due> due(ReferenceQuery query) {
    Set<HostKey> failedHosts = new HashSet<>();
    for (URI address : addresses(query)) {
      HostKey host = HostKey.of(address.toString());
      Optional<CachedAnswer> last = last(query.link(), address);
      if (last.isEmpty() ? !failedHosts.contains(host) : last.get().isDue(clock.instant())) {
        return Optional.of(new Due(address, last.map(CachedAnswer::until).orElse(Instant.MIN)));
      }
      if (last.filter(CachedAnswer::certain).isPresent()) {
        return Optional.empty();
      }
      if (last.filter(kept -> kept.failures() > 0).isPresent()) {
        failedHosts.add(host);
      }
    }
    return Optional.empty();
  }
}
