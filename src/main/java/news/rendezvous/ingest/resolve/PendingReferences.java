package news.rendezvous.ingest.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import news.rendezvous.ingest.resolve.cache.AnswerCache;
import news.rendezvous.item.url.LinkHash;

/**
 * Priority queue of unresolved references. Those never requested come first, the newest of them
 * before the others, since a new story has the most readers; then those that have been due longest.
 */
final class PendingReferences {

  private final AnswerCache cache;
  private final Cache<ReferenceQuery.Key, Pending> pending;
  private final AtomicLong sequence = new AtomicLong();

  private record Pending(ReferenceQuery query, long order) {}

  private record Due(Pending one, Instant at) {

    static final Comparator<Due> ORDER =
        Comparator.comparing(Due::at)
            .thenComparing(due -> due.one.order, Comparator.reverseOrder());
  }

  PendingReferences(ResolveConfig config, AnswerCache cache) {
    this.cache = cache;
    this.pending =
        Caffeine.newBuilder()
            .maximumSize(config.maxRemembered())
            .expireAfterWrite(config.askAbsentFor())
            .build();
  }

  void add(ReferenceQuery query) {
    pending
        .asMap()
        .compute(
            query.key(),
            (key, before) ->
                new Pending(query, before == null ? sequence.incrementAndGet() : before.order()));
  }

  Stream<ReferenceQuery> of(LinkHash link) {
    return pending.asMap().values().stream()
        .map(Pending::query)
        .filter(query -> query.link().equals(link));
  }

  Stream<ReferenceQuery> of(String source) {
    return pending.asMap().values().stream()
        .map(Pending::query)
        .filter(query -> query.source().equals(source));
  }

  List<ReferenceQuery> due(Predicate<String> sources) {
    return pending.asMap().values().stream()
        .filter(one -> sources.test(one.query().source()))
        .flatMap(one -> due(one).stream())
        .sorted(Due.ORDER)
        .map(due -> due.one().query())
        .toList();
  }

  private Optional<Due> due(Pending one) {
    ReferenceQuery query = one.query();
    if (cache.resolved(query).isPresent()) {
      pending.invalidate(query.key());
      return Optional.empty();
    }
    return cache.due(query).map(due -> new Due(one, due.since()));
  }
}
