package news.rendezvous.resolve;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import news.rendezvous.broker.Broker;
import news.rendezvous.fetch.AddressGuard;
import news.rendezvous.fetch.Exchange;
import news.rendezvous.fetch.Hop;
import news.rendezvous.fetch.Transport;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Related;
import news.rendezvous.parse.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where references lead. It never fails: what cannot be found out is {@link
 * Related.Kind#UNRESOLVED} for now.
 */
@ApplicationScoped
public class Resolver {

  private static final Answer NONE_YET = new Answer.Failed("none_yet");

  private final ResolveConfig config;
  private final Memory memory;
  private final Inquiries inquiries;

  @Inject
  Resolver(
      Transport transport,
      AddressGuard guard,
      ResolveConfig config,
      Journal journal,
      MeterRegistry metrics,
      InstantSource clock) {
    this(
        transport::get,
        url -> guard.refusal(url.toString()).isEmpty(),
        config,
        new Memory(config, clock, journal::write),
        metrics);
  }

  Resolver(
      Function<Hop, Uni<Exchange>> transport,
      Predicate<CanonicalUrl> allowed,
      ResolveConfig config,
      Memory memory,
      MeterRegistry metrics) {
    this.config = config;
    this.memory = memory;
    this.inquiries =
        new Inquiries(
            transport,
            new AnswerReader(config, allowed),
            memory,
            new HostGate(config.perHostConcurrency()),
            metrics);
  }

  // Nothing waits until it is read: a reference that is asked for meanwhile is asked once more.
  void start(@Observes StartupEvent event, Broker broker, Journal journal) {
    broker.ready().thenRunAsync(() -> journal.open(memory::learn));
  }

  /**
   * Where the references of one entry lead, in their order; of several that lead to one URL the
   * first stays. The answer comes within {@code rendezvous.resolve.wait}: a reference that takes
   * longer is unresolved in it, while its request goes on and is remembered for the next time.
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
        .map(answers -> listed(references, answers, new RelatedList(self)));
  }

  private static List<Related> listed(
      List<Reference> references, List<Answer> answers, RelatedList list) {
    return RelatedList.distinct(
        IntStream.range(0, references.size())
            .mapToObj(i -> list.related(references.get(i), answers.get(i)))
            .toList());
  }

  private Uni<Answer> answer(Reference reference) {
    return Uni.createFrom()
        .completionStage(() -> firstResolved(reference.addresses()))
        .ifNoItem()
        .after(config.patience())
        .recoverWithItem(NONE_YET);
  }

  /**
   * The references of a published item as they are known by now; waits for nothing. What is due is
   * asked for again, as far as its host is not busy with others, and known to a later call.
   *
   * @param self the item's own permalink
   */
  public List<Related> again(List<Related> references, @Nullable CanonicalUrl self) {
    RelatedList list = new RelatedList(self);
    return RelatedList.distinct(
        references.stream().map(one -> one.leadsNowhereYet() ? again(one, list) : one).toList());
  }

  private Related again(Related unresolved, RelatedList list) {
    List<URI> addresses = unresolved.addresses();
    Optional<Answer> known =
        addresses.stream()
            .flatMap(address -> memory.recall(address).stream())
            .filter(Answer.Resolved.class::isInstance)
            .findFirst();
    if (known.isEmpty()) {
      addresses.stream()
          .filter(address -> memory.recall(address).isEmpty())
          .findFirst()
          .filter(inquiries::mayAsk)
          .ifPresent(due -> firstResolved(addresses));
    }
    return list.related(
        new Reference(unresolved.link(), unresolved.title(), addresses), known.orElse(NONE_YET));
  }

  /** Subscribed on its own, so that it goes on to the last address when nobody waits any more. */
  private CompletableFuture<Answer> firstResolved(List<URI> addresses) {
    return Multi.createFrom()
        .iterable(addresses)
        .onItem()
        .transformToUniAndConcatenate(inquiries::ask)
        .select()
        .where(answer -> answer instanceof Answer.Resolved)
        .toUni()
        .onItem()
        .ifNull()
        .continueWith(NONE_YET)
        .subscribeAsCompletionStage()
        .copy();
  }
}
