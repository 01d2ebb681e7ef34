package news.rendezvous.resolve;

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
import news.rendezvous.fetch.HostKey;
import news.rendezvous.item.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * Cache of the answers of end points, by reference and end point, written through to a log. A stale
 * answer stays as long as a resolved one would: the series of failures goes on from it.
 */
final class Memory {

  private final AnswerCacheConfig config;
  private final InstantSource clock;
  private final BiConsumer<LinkHash, Remembered> log;
  private final CachePolicy policy;
  private final SourceEndPoints endPoints;
  private final Cache<LinkHash, Map<EndPoint, Remembered>> answers;

  /**
   * An empty cache.
   *
   * @param log gets every answer that is cached here
   */
  Memory(AnswerCacheConfig config, InstantSource clock, BiConsumer<LinkHash, Remembered> log) {
    this.config = config;
    this.clock = clock;
    this.log = log;
    this.policy = new CachePolicy(config);
    this.endPoints = new SourceEndPoints(config);
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(config.maxRemembered())
            .expireAfter(
                Expiry.writing((LinkHash link, Map<EndPoint, Remembered> kept) -> left(kept)))
            .build();
  }

  private Duration left(Map<EndPoint, Remembered> kept) {
    return kept.values().stream().map(this::left).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  private Duration left(Remembered kept) {
    return Duration.between(clock.instant(), kept.asked().plus(config.rememberResolved()));
  }

  /** All answers about a reference, one for each end point. */
  Collection<Remembered> all(LinkHash link) {
    Map<EndPoint, Remembered> kept = answers.getIfPresent(link);
    return kept == null
        ? List.of()
        : kept.values().stream().filter(one -> !left(one).isNegative()).toList();
  }

  Stream<Map.Entry<LinkHash, Collection<Remembered>>> everything() {
    return answers.asMap().entrySet().stream()
        .map(entry -> Map.entry(entry.getKey(), entry.getValue().values()));
  }

  /** The last answer of an address, fresh or stale. */
  Optional<Remembered> last(LinkHash link, URI address) {
    EndPoint endPoint = EndPoint.of(address);
    return all(link).stream().filter(kept -> kept.endPoint().equals(endPoint)).findFirst();
  }

  /** The last answer of an address; empty if it is stale. */
  Optional<Answer> recall(LinkHash link, URI address) {
    return last(link, address).filter(kept -> !kept.isDue(clock.instant())).map(Remembered::answer);
  }

  /**
   * The cached target of a reference. A page that some server showed (an answer that is not
   * certain) counts only if no other address is left to be requested.
   */
  Optional<Answer.Resolved> resolved(Inquiry query) {
    List<Optional<Remembered>> known =
        addresses(query).stream().map(address -> last(query.link(), address)).toList();
    boolean allAsked = known.stream().allMatch(Optional::isPresent);
    Optional<EndPoint> usual = endPoint(query.source());
    List<Remembered> resolved =
        known.stream().flatMap(Optional::stream).filter(Remembered::leadsSomewhere).toList();
    return resolved.stream()
        .filter(Remembered::certain)
        .findFirst()
        .or(
            () ->
                resolved.stream()
                    .filter(one -> allAsked || usual.equals(Optional.of(one.endPoint().base())))
                    .findFirst())
        .map(one -> (Answer.Resolved) one.answer());
  }

  /** See {@link SourceEndPoints#addresses}. */
  List<URI> addresses(Inquiry query) {
    return endPoints.addresses(query);
  }

  /** The end point that answered for a source last. */
  Optional<EndPoint> endPoint(String source) {
    return endPoints.of(source);
  }

  void answered(String source, URI address, boolean certain) {
    endPoints.answered(source, address, certain, clock.instant());
  }

  /**
   * Caches and logs an answer.
   *
   * @param hold Retry-After of the host
   */
  Remembered keep(Inquiry query, URI address, Answer answer, @Nullable Duration hold) {
    EndPoint endPoint = EndPoint.of(address);
    Map<EndPoint, Remembered> all =
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
    Remembered kept = Objects.requireNonNull(all.get(endPoint));
    log.accept(query.link(), kept);
    return kept;
  }

  /** Records that one more source has a reference whose answer is cached. */
  void use(Inquiry query, URI address) {
    update(
        query.link(),
        EndPoint.of(address),
        kept -> kept.neededBy(query.source(), config.maxSources()));
  }

  /** Makes all answers about a reference stale at an operator's request; false without any. */
  boolean request(LinkHash link) {
    Collection<Remembered> known = all(link);
    known.forEach(
        one -> update(link, one.endPoint(), kept -> kept.requestedAt(later(kept.asked()))));
    return !known.isEmpty();
  }

  // By the clock of another replica the last answer may lie in the future.
  private Instant later(Instant asked) {
    Instant now = clock.instant();
    return now.isBefore(asked) ? asked : now;
  }

  /** The same, also for a reference that has never been requested. */
  void request(Inquiry query) {
    if (request(query.link()) || query.addresses().isEmpty()) {
      return;
    }
    Remembered unasked = Remembered.unasked(query, addresses(query).get(0), clock.instant());
    learn(query.link(), unasked);
    log.accept(query.link(), unasked);
  }

  private void update(LinkHash link, EndPoint endPoint, UnaryOperator<Remembered> change) {
    AtomicReference<Remembered> written = new AtomicReference<>();
    answers
        .asMap()
        .computeIfPresent(
            link,
            (x, all) -> {
              Remembered kept = all.get(endPoint);
              Remembered now = kept == null ? null : change.apply(kept);
              if (now == null || now.equals(kept)) {
                return all;
              }
              written.set(now);
              return changed(all, endPoint, earlier -> now);
            });
    Remembered changed = written.get();
    if (changed != null) {
      log.accept(link, changed);
    }
  }

  /** Caches an answer from the log, of another replica or of an earlier process. */
  void learn(LinkHash link, Remembered logged) {
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
                    held -> held == null ? logged : held.or(logged, config.maxSources())));
    if (logged.leadsSomewhere()) {
      endPoints.learn(logged);
    }
  }

  // Feeds name end points at will: beyond the limit the oldest answer is evicted.
  private Map<EndPoint, Remembered> changed(
      @Nullable Map<EndPoint, Remembered> all,
      EndPoint endPoint,
      UnaryOperator<@Nullable Remembered> change) {
    Map<EndPoint, Remembered> changed = all == null ? new HashMap<>() : new HashMap<>(all);
    changed.put(endPoint, Objects.requireNonNull(change.apply(changed.get(endPoint))));
    if (changed.size() > config.maxEndPoints()) {
      changed.values().stream()
          .filter(one -> !one.endPoint().equals(endPoint))
          .min(Comparator.comparing(Remembered::asked))
          .ifPresent(oldest -> changed.remove(oldest.endPoint()));
    }
    return Map.copyOf(changed);
  }

  /**
   * An address that is due for a request.
   *
   * @param since {@link Instant#MIN} if it has never been requested
   */
  record Due(URI address, Instant since) {}

  /**
   * The first address that a request would go to now. A host that has not responded at one address
   * is not requested at its others.
   */
  Optional<Due> due(Inquiry query) {
    Set<HostKey> silent = new HashSet<>();
    for (URI address : addresses(query)) {
      HostKey host = HostKey.of(address.toString());
      Optional<Remembered> last = last(query.link(), address);
      if (last.isEmpty() ? !silent.contains(host) : last.get().isDue(clock.instant())) {
        return Optional.of(new Due(address, last.map(Remembered::until).orElse(Instant.MIN)));
      }
      if (last.filter(Remembered::certain).isPresent()) {
        return Optional.empty();
      }
      if (last.filter(kept -> kept.failures() > 0).isPresent()) {
        silent.add(host);
      }
    }
    return Optional.empty();
  }
}
