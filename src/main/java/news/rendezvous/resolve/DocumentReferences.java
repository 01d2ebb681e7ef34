package news.rendezvous.resolve;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.dialect.Reference;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Related;
import org.jspecify.annotations.Nullable;

/**
 * The references of the entries of one document. Its entries share one patience: a thousand of
 * them, each of which waits for a slow end point, would be published hours late. Requests that have
 * not begun when nobody waits any more leave the queues.
 */
public final class DocumentReferences {

  private static final Cancellable NONE = () -> {};
  private static final Cancellable ENDED = () -> {};

  private final String source;
  private final Memory memory;
  private final ReferenceClient client;
  private final Duration patience;

  private final Set<UniEmitter<? super Answer>> patient = ConcurrentHashMap.newKeySet();

  /** Whether one of them was waited for in vain. */
  private volatile boolean exhausted;

  DocumentReferences(String source, Memory memory, ReferenceClient client, Duration patience) {
    this.source = source;
    this.memory = memory;
    this.client = client;
    this.patience = patience;
  }

  /**
   * Where the references of one entry lead, in their order, several perhaps to one URL: each has a
   * place of its own in the content. The answer comes within {@code rendezvous.resolve.wait}: a
   * reference that takes longer is unresolved in it, and asked for again by the review of published
   * items.
   *
   * @param self the entry's own permalink
   */
  public Uni<List<Related>> resolve(List<Reference> references, @Nullable CanonicalUrl self) {
    if (references.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return Uni.join()
        .all(references.stream().map(this::answer).toList())
        .andFailFast()
        .map(answers -> listed(references, answers, self));
  }

  private static List<Related> listed(
      List<Reference> references, List<Answer> answers, @Nullable CanonicalUrl self) {
    RelatedList list = new RelatedList(permalink(references, answers, self));
    return IntStream.range(0, references.size())
        .mapToObj(i -> list.related(references.get(i), answers.get(i)))
        .toList();
  }

  /** The entry's own permalink; where that is a reference itself, what it resolves to. */
  private static @Nullable CanonicalUrl permalink(
      List<Reference> references, List<Answer> answers, @Nullable CanonicalUrl self) {
    RelatedList list = new RelatedList(self);
    return IntStream.range(0, references.size())
        .filter(i -> list.isPermalink(references.get(i)))
        .mapToObj(answers::get)
        .flatMap(
            answer ->
                answer instanceof Answer.Resolved resolved
                    ? resolved.urls().stream()
                    : Stream.<CanonicalUrl>empty())
        .findFirst()
        .orElse(self);
  }

  private Uni<Answer> answer(Reference reference) {
    return Uni.createFrom()
        .deferred(
            () ->
                exhausted
                    ? Uni.createFrom()
                        .item(memory.resolved(reference.addresses()).orElse(Resolver.NONE_YET))
                    : patiently(reference.addresses()));
  }

  private Uni<Answer> patiently(List<URI> addresses) {
    return Uni.createFrom().<Answer>emitter(waiter -> await(addresses, waiter));
  }

  // No timeout of Mutiny's: one that comes as another ends the wait would be reported as dropped.
  private void await(List<URI> addresses, UniEmitter<? super Answer> waiter) {
    ScheduledFuture<?> timer =
        Infrastructure.getDefaultWorkerPool()
            .schedule(this::exhaust, patience.toMillis(), TimeUnit.MILLISECONDS);
    AtomicReference<Cancellable> asking = new AtomicReference<>(NONE);
    waiter.onTermination(
        () -> {
          timer.cancel(false);
          patient.remove(waiter);
          asking.getAndSet(ENDED).cancel();
        });
    patient.add(waiter);
    Cancellable asked = firstResolved(addresses).subscribe().with(waiter::complete, waiter::fail);
    if (!asking.compareAndSet(NONE, asked)) {
      asked.cancel();
    }
    if (exhausted) {
      waiter.complete(Resolver.NONE_YET);
    }
  }

  private void exhaust() {
    exhausted = true;
    patient.forEach(waiter -> waiter.complete(Resolver.NONE_YET));
  }

  // What is deferred is not skipped: the next address would answer in place of the first.
  private Uni<Answer> firstResolved(List<URI> addresses) {
    return Multi.createFrom()
        .iterable(addresses)
        .onItem()
        .transformToUniAndConcatenate(address -> client.ask(address, source))
        .select()
        .where(answer -> answer instanceof Answer.Resolved || answer instanceof Answer.Deferred)
        .toUni()
        .onItem()
        .ifNull()
        .continueWith(Resolver.NONE_YET);
  }
}
