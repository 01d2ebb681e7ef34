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
 * Queue of unresolved references. Those never requested come first, the newest of them before the
 * others, since a new story has the most readers; then those that have been due longest.
 */
final class PendingReferences {

  private final AnswerCache memory;
  private final Cache<ReferenceQuery.Key, Noticed> pending;
  private final AtomicLong notices = new AtomicLong();

  private record Noticed(ReferenceQuery query, long order) {}

  private record Due(Noticed noticed, Instant at) {

    static final Comparator<Due> ORDER =
        Comparator.comparing(Due::at)
            .thenComparing(due -> due.noticed.order, Comparator.reverseOrder());
  }

  PendingReferences(ResolveConfig config, AnswerCache memory) {
    this.memory = memory;
    this.pending =
        Caffeine.newBuilder()
            .maximumSize(config.maxRemembered())
            .expireAfterWrite(config.askAbsentFor())
            .build();
  }

  /** Adds an unresolved reference. */
  void notice(ReferenceQuery query) {
    pending
        .asMap()
        .compute(
            query.key(),
            (key, before) ->
                new Noticed(query, before == null ? notices.incrementAndGet() : before.order()));
  }

  Stream<ReferenceQuery> of(LinkHash link) {
    return pending.asMap().values().stream()
        .map(Noticed::query)
        .filter(query -> query.link().equals(link));
  }

  Stream<ReferenceQuery> of(String source) {
    return pending.asMap().values().stream()
        .map(Noticed::query)
        .filter(query -> query.source().equals(source));
  }

  /** The queries that are due, in order. */
  List<ReferenceQuery> due(Predicate<String> sources) {
    return pending.asMap().values().stream()
        .filter(noticed -> sources.test(noticed.query().source()))
        .flatMap(noticed -> due(noticed).stream())
        .sorted(Due.ORDER)
        .map(due -> due.noticed().query())
        .toList();
  }

  private Optional<Due> due(Noticed noticed) {
    ReferenceQuery query = noticed.query();
    if (memory.resolved(query).isPresent()) {
      pending.invalidate(query.key());
      return Optional.empty();
    }
    return memory.due(query).map(due -> new Due(noticed, due.since()));
  }
}
