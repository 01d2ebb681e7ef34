package news.rendezvous.resolve;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import news.rendezvous.dialect.Reference;
import news.rendezvous.fetch.AddressGuard;
import news.rendezvous.fetch.Exchange;
import news.rendezvous.fetch.FetchConfig;
import news.rendezvous.fetch.Hop;
import news.rendezvous.fetch.RequestKind;
import news.rendezvous.fetch.RequestLimits;
import news.rendezvous.fetch.RequestScheduler;
import news.rendezvous.fetch.Transport;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Related;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where references lead. It never fails: what cannot be found out is {@link
 * Related.Kind#UNRESOLVED} for now.
 */
@ApplicationScoped
public class Resolver {

  static final Answer NONE_YET = new Answer.Failed("none_yet");

  private final ResolveConfig config;
  private final Memory memory;
  private final ReferenceClient client;

  @Inject
  Resolver(
      Transport transport,
      RequestScheduler requests,
      FetchConfig fetching,
      AddressGuard guard,
      ResolveConfig config,
      Journal journal,
      MeterRegistry metrics,
      InstantSource clock) {
    this(
        transport::get,
        requests,
        fetching.maxRetryAfter(),
        url -> guard.refusal(url.toString()).isEmpty(),
        config,
        new Memory(config, clock, journal::write),
        metrics,
        clock);
  }

  Resolver(
      Function<Hop, Uni<Exchange>> transport,
      RequestScheduler requests,
      Duration longestHold,
      Predicate<CanonicalUrl> allowed,
      ResolveConfig config,
      Memory memory,
      MeterRegistry metrics,
      InstantSource clock) {
    this.config = config;
    this.memory = memory;
    this.client =
        new ReferenceClient(
            transport,
            requests,
            longestHold,
            new AnswerReader(config, allowed),
            memory,
            metrics,
            clock);
    requests.limit(
        RequestKind.REFERENCE,
        new RequestLimits(
            config.concurrency(),
            config.maxWaitingPerHost(),
            config.maxWaitingPerSource(),
            config.maxWaiting()));
  }

  // Nothing waits until it is read: a reference that is asked for meanwhile is asked once more.
  void start(@Observes StartupEvent event, Journal journal) {
    journal.open(memory::learn);
  }

  /**
   * The references of the entries of one document, which end with it.
   *
   * @param source id of the source
   */
  public DocumentReferences of(String source) {
    return new DocumentReferences(source, memory, client, config.patience());
  }

  /**
   * The references of a published item as they are known by now; waits for nothing. What is due is
   * asked for again, as far as its host is not busy with others, and known to a later call.
   *
   * @param source id of the item's source
   * @param self the item's own permalink
   */
  public List<Related> again(String source, List<Related> references, @Nullable CanonicalUrl self) {
    RelatedList list = new RelatedList(self);
    return Related.distinct(
        references.stream()
            .map(one -> one.leadsNowhereYet() ? again(source, one, list) : one)
            .toList());
  }

  private Related again(String source, Related unresolved, RelatedList list) {
    List<URI> addresses = unresolved.addresses();
    Optional<Answer> known = memory.resolved(addresses);
    if (known.isEmpty()) {
      addresses.stream()
          .filter(address -> memory.recall(address).isEmpty())
          .findFirst()
          .ifPresent(due -> client.refresh(due, source));
    }
    return list.related(
        new Reference(unresolved.link(), unresolved.title(), addresses), known.orElse(NONE_YET));
  }
}
