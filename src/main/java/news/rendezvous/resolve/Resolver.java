package news.rendezvous.resolve;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
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
  private final Inquiries inquiries;

  @Inject
  Resolver(
      Transport transport,
      AddressGuard guard,
      ResolveConfig config,
      MeterRegistry metrics,
      InstantSource clock) {
    this(transport::get, url -> guard.refusal(url.toString()).isEmpty(), config, metrics, clock);
  }

  Resolver(
      Function<Hop, Uni<Exchange>> transport,
      Predicate<CanonicalUrl> allowed,
      ResolveConfig config,
      MeterRegistry metrics,
      InstantSource clock) {
    this.config = config;
    this.inquiries =
        new Inquiries(
            transport,
            new AnswerReader(config.maxBody().asLongValue(), allowed),
            new Memory(config, clock),
            new HostGate(config.perHostConcurrency()),
            metrics);
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
        .map(answers -> new RelatedList(self).of(references, answers));
  }

  private Uni<Answer> answer(Reference reference) {
    return Uni.createFrom()
        .completionStage(() -> firstResolved(reference.addresses()))
        .ifNoItem()
        .after(config.patience())
        .recoverWithItem(NONE_YET);
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
