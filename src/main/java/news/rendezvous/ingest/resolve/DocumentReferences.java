package news.rendezvous.ingest.resolve;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.ingest.dialect.reference.EntryReference;
import news.rendezvous.ingest.resolve.ReferenceClient.Origin;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import news.rendezvous.ingest.resolve.cache.AnswerCache;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * References of the entries of one document, which share one timeout: a thousand entries that wait
 * for a slow end point one after the other would be published hours late. A queued request is
 * cancelled when its last waiter has left.
 */
public final class DocumentReferences {

  private static final Cancellable NONE = () -> {};
  private static final Cancellable ENDED = () -> {};

  private final String source;
  private final Origin origin;
  private final AnswerCache cache;
  private final PendingReferences pending;
  private final EndPointDiscovery discovery;
  private final Uni<@Nullable Void> ready;
  private final ResolveConfig config;

  private final Set<UniEmitter<? super EndPointAnswer>> waiters = ConcurrentHashMap.newKeySet();

  private volatile boolean timedOut;

  DocumentReferences(
      String source,
      Origin origin,
      AnswerCache cache,
      PendingReferences pending,
      EndPointDiscovery discovery,
      Uni<@Nullable Void> ready,
      ResolveConfig config) {
    this.source = source;
    this.origin = origin;
    this.cache = cache;
    this.pending = pending;
    this.discovery = discovery;
    this.ready = ready;
    this.config = config;
  }

  /**
   * Resolves the references of one entry, in their order; several may have one URL, since each has
   * a position of its own in the content. Completes within {@code rendezvous.resolve.wait}: a
   * reference that takes longer is unresolved and becomes pending, as do those beyond {@code
   * rendezvous.resolve.max-listed}.
   *
   * @param self the entry's own permalink
   */
  public Uni<List<Related>> resolve(List<EntryReference> references, @Nullable CanonicalUrl self) {
    if (references.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    List<ReferenceQuery> all =
        references.stream().map(one -> ReferenceQuery.of(source, one)).toList();
    all.stream().skip(config.maxListed()).forEach(pending::add);
    List<ReferenceQuery> listed = all.stream().limit(config.maxListed()).toList();
    return listed.isEmpty()
        ? Uni.createFrom().item(List.of())
        : Uni.join()
            .all(listed.stream().map(this::answer).toList())
            .andFailFast()
            .map(answers -> listed(listed, answers, self));
  }

  private List<Related> listed(
      List<ReferenceQuery> queries, List<EndPointAnswer> answers, @Nullable CanonicalUrl self) {
    RelatedList list = new RelatedList(permalink(queries, answers, self));
    List<Related> related =
        IntStream.range(0, queries.size())
            .mapToObj(i -> list.related(queries.get(i), answers.get(i)))
            .toList();
    IntStream.range(0, queries.size())
        .filter(i -> related.get(i).lacksTarget())
        .forEach(i -> pending.add(queries.get(i)));
    return related;
  }

  /** The entry's own permalink; if that is a reference itself, the URL that it resolves to. */
  private static @Nullable CanonicalUrl permalink(
      List<ReferenceQuery> queries, List<EndPointAnswer> answers, @Nullable CanonicalUrl self) {
    RelatedList list = new RelatedList(self);
    return IntStream.range(0, queries.size())
        .filter(i -> list.isPermalink(queries.get(i).link()))
        .mapToObj(answers::get)
        .flatMap(
            answer ->
                answer instanceof EndPointAnswer.Resolved resolved
                    ? resolved.urls().stream()
                    : Stream.<CanonicalUrl>empty())
        .findFirst()
        .orElse(self);
  }

  private Uni<EndPointAnswer> answer(ReferenceQuery query) {
    return Uni.createFrom()
        .deferred(() -> timedOut ? Uni.createFrom().item(known(query)) : answerInTime(query));
  }

  private EndPointAnswer known(ReferenceQuery query) {
    return cache.resolved(query).map(EndPointAnswer.class::cast).orElse(EndPointAnswer.NONE_YET);
  }

  private Uni<EndPointAnswer> answerInTime(ReferenceQuery query) {
    return Uni.createFrom().<EndPointAnswer>emitter(waiter -> await(query, waiter));
  }

  // Not Mutiny's timeout: one that races with another completion is reported as a dropped failure.
  private void await(ReferenceQuery query, UniEmitter<? super EndPointAnswer> waiter) {
    ScheduledFuture<?> timer =
        Infrastructure.getDefaultWorkerPool()
            .schedule(this::timeOut, config.entryTimeout().toMillis(), TimeUnit.MILLISECONDS);
    AtomicReference<Cancellable> request = new AtomicReference<>(NONE);
    waiter.onTermination(
        () -> {
          timer.cancel(false);
          waiters.remove(waiter);
          request.getAndSet(ENDED).cancel();
        });
    waiters.add(waiter);
    Cancellable sent =
        ready
            .chain(() -> discovery.resolve(query, origin))
            .subscribe()
            .with(waiter::complete, waiter::fail);
    if (!request.compareAndSet(NONE, sent)) {
      sent.cancel();
    }
    if (timedOut) {
      waiter.complete(EndPointAnswer.NONE_YET);
    }
  }

  private void timeOut() {
    timedOut = true;
    waiters.forEach(waiter -> waiter.complete(EndPointAnswer.NONE_YET));
  }
}
