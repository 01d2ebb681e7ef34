package news.rendezvous.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import news.rendezvous.item.LinkHash;

/**
 * Queue of unresolved references. Those never requested come first, the newest of them before the
 * others, since a new story has the most readers; then those that have been due longest.
 */
final class PendingReferences {

  private final Memory memory;
  private final Cache<Inquiry.Key, Noticed> pending;
  private final AtomicLong notices = new AtomicLong();

  private record Noticed(Inquiry query, long order) {}

  private record Due(Noticed noticed, Instant at) {

    static final Comparator<Due> ORDER =
        Comparator.comparing(Due::at)
            .thenComparing(due -> due.noticed.order, Comparator.reverseOrder());
  }

  PendingReferences(ResolveConfig config, Memory memory) {
    this.memory = memory;
    this.pending =
        Caffeine.newBuilder()
            .maximumSize(config.maxRemembered())
            .expireAfterWrite(config.askAbsentFor())
            .build();
  }

  /** Adds an unresolved reference. */
  void notice(Inquiry query) {
    pending
        .asMap()
        .compute(
            query.key(),
            (key, before) ->
                new Noticed(query, before == null ? notices.incrementAndGet() : before.order()));
  }

  Stream<Inquiry> of(LinkHash link) {
    return pending.asMap().values().stream()
        .map(Noticed::query)
        .filter(query -> query.link().equals(link));
  }

  Stream<Inquiry> of(String source) {
    return pending.asMap().values().stream()
        .map(Noticed::query)
        .filter(query -> query.source().equals(source));
  }

  /** The queries that are due, in order. */
  List<Inquiry> due(Predicate<String> sources) {
    return pending.asMap().values().stream()
        .filter(noticed -> sources.test(noticed.query().source()))
        .flatMap(noticed -> due(noticed).stream())
        .sorted(Due.ORDER)
        .map(due -> due.noticed().query())
        .toList();
  }

  private Optional<Due> due(Noticed noticed) {
    Inquiry query = noticed.query();
    if (memory.resolved(query).isPresent()) {
      pending.invalidate(query.key());
      return Optional.empty();
    }
    return memory.due(query).map(due -> new Due(noticed, due.since()));
  }
}
