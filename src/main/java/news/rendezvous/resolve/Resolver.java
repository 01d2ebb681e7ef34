package news.rendezvous.resolve;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import news.rendezvous.fetch.AddressGuard;
import news.rendezvous.fetch.Exchange;
import news.rendezvous.fetch.FetchConfig;
import news.rendezvous.fetch.Hop;
import news.rendezvous.fetch.HostKey;
import news.rendezvous.fetch.RequestKind;
import news.rendezvous.fetch.RequestLimits;
import news.rendezvous.fetch.RequestScheduler;
import news.rendezvous.fetch.Transport;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.Related;
import news.rendezvous.resolve.ReferenceClient.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where references lead. It never fails: what cannot be found out is {@link
 * Related.Kind#UNRESOLVED} for now.
 */
@ApplicationScoped
public class Resolver {

  static final Answer NONE_YET = new Answer.Failed("none_yet", "is not known yet", true);

  private final ResolveConfig config;
  private final RequestScheduler requests;
  private final Duration longestHold;
  private final InstantSource clock;
  private final Memory memory;
  private final PendingReferences pending;
  private final ReferenceClient client;
  private final EndPointSearch search;
  private final CompletableFuture<@Nullable Void> read = new CompletableFuture<>();
  private volatile Runnable wake = () -> {};

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
    this.requests = requests;
    this.longestHold = longestHold;
    this.clock = clock;
    this.memory = memory;
    this.pending = new PendingReferences(config, memory);
    this.client =
        new ReferenceClient(
            transport,
            requests,
            longestHold,
            new AnswerReader(config, allowed),
            memory,
            new EndPointHealth(config, metrics, clock),
            metrics,
            clock);
    this.search = new EndPointSearch(client, memory);
    requests.limit(
        RequestKind.REFERENCE,
        new RequestLimits(
            config.concurrency(),
            config.maxWaitingPerHost(),
            config.maxWaitingPerSource(),
            config.maxWaiting()));
  }

  // Nothing is asked for before the topic has been read: it may have been answered already.
  void start(@Observes StartupEvent event, Journal journal) {
    var unused = journal.open(this::learn).thenRun(this::ready);
  }

  void stop(@Observes ShutdownEvent event) {
    client.stop();
  }

  void ready() {
    read.complete(null);
  }

  /** Runs something when an operator wants a reference asked again, on whatever replica. */
  public void onRequest(Runnable task) {
    wake = task;
  }

  // A host that asked another replica to be left alone, or an earlier process, is left alone here.
  void learn(LinkHash link, Remembered told) {
    memory.learn(link, told);
    if (told.awaitsRequest()) {
      wake.run();
    }
    if (told.hold() != null) {
      Duration left = Duration.between(clock.instant(), told.hold());
      if (!left.isNegative() && !left.isZero()) {
        requests.hold(
            HostKey.of(told.address().toString()),
            left.compareTo(longestHold) < 0 ? left : longestHold);
      }
    }
  }

  /**
   * The references of the entries of one document, which end with it.
   *
   * @param source id of the source
   */
  public DocumentReferences of(String source) {
    return new DocumentReferences(
        source, memory, pending, search, Uni.createFrom().completionStage(read::copy), config);
  }

  /**
   * The references of a published item as they are known by now; waits for nothing. Those that lead
   * nowhere yet are asked for again when it is time, see {@link #askDue}.
   *
   * @param source id of the item's source
   * @param self the item's own permalink
   */
  public List<Related> again(String source, List<Related> references, @Nullable CanonicalUrl self) {
    RelatedList list = new RelatedList(self);
    return references.stream()
        .map(
            one ->
                one.leadsNowhereYet()
                    ? again(Inquiry.of(source, one), one, list)
                    : corrected(source, one, list))
        .toList();
  }

  private Related again(Inquiry inquiry, Related unresolved, RelatedList list) {
    Optional<Answer.Resolved> known = memory.resolved(inquiry);
    if (known.isEmpty()) {
      pending.notice(inquiry);
    }
    return known.map(answer -> list.related(inquiry, answer)).orElse(unresolved);
  }

  private Related corrected(String source, Related resolved, RelatedList list) {
    return corrections(resolved.link())
        .filter(answer -> !answer.urls().equals(resolved.urls()))
        .findFirst()
        .map(answer -> list.related(Inquiry.of(source, resolved), answer))
        .orElse(resolved);
  }

  private Stream<Answer.Resolved> corrections(LinkHash link) {
    return memory.all(link).stream()
        .filter(kept -> kept.corrects() && kept.leadsSomewhere())
        .max(Comparator.comparing(Remembered::asked))
        .map(kept -> (Answer.Resolved) kept.answer())
        .stream();
  }

  /** References of which an operator wanted to know again where they lead, and that lead there. */
  public List<LinkHash> corrected() {
    return memory
        .everything()
        .filter(entry -> entry.getValue().stream().anyMatch(Remembered::corrects))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What the page that a reference leads to calls itself. */
  public Optional<String> pageTitle(LinkHash link) {
    return memory.all(link).stream()
        .flatMap(kept -> Stream.ofNullable(kept.pageTitle()))
        .findFirst();
  }

  /**
   * Begins to ask for what is due, as far as the hosts are not busy with what somebody waits for.
   *
   * @param sources those that this replica polls
   */
  public void askDue(Predicate<String> sources) {
    if (read.isDone()) {
      pending.due(sources).forEach(search::refresh);
      memory.everything().forEach(entry -> requested(entry.getKey(), entry.getValue(), sources));
    }
  }

  private void requested(LinkHash link, Collection<Remembered> known, Predicate<String> sources) {
    for (Remembered one : known) {
      if (one.awaitsRequest()) {
        one.sources().stream()
            .filter(sources)
            .findFirst()
            .map(source -> new Inquiry(source, link, one.title(), List.of(one.address()), false))
            .ifPresent(this::askNow);
      }
    }
  }

  private void askNow(Inquiry inquiry) {
    var unused = search.resolve(inquiry, Urgency.AWAITED).subscribe().asCompletionStage();
  }

  /**
   * Has a reference asked for again by the replica that polls its source, whatever is remembered.
   *
   * @param source that needs to know
   */
  public void request(String source, Related reference) {
    memory.request(Inquiry.of(source, reference));
  }

  /** The same for one that no item lists; whether anything is known of it. */
  public boolean request(LinkHash link) {
    List<Inquiry> noticed = pending.of(link).toList();
    noticed.forEach(memory::request);
    return memory.request(link) || !noticed.isEmpty();
  }

  /** Has all references of a source asked for again that are known to lead nowhere yet. */
  public void requestUnresolved(String source) {
    unresolved(source).forEach(memory::request);
    pending.of(source).forEach(memory::request);
  }

  private Stream<LinkHash> unresolved(String source) {
    return memory
        .everything()
        .filter(entry -> isNeededBy(source, entry.getValue()))
        .filter(entry -> entry.getValue().stream().noneMatch(Remembered::leadsSomewhere))
        .map(Map.Entry::getKey);
  }

  private static boolean isNeededBy(String source, Collection<Remembered> known) {
    return known.stream().anyMatch(one -> one.sources().contains(source));
  }

  /** What is known of a reference that was asked for, or is to be. */
  public Optional<KnownReference> find(LinkHash link) {
    Collection<Remembered> known = memory.all(link);
    if (known.isEmpty()) {
      return pending
          .of(link)
          .findFirst()
          .map(
              inquiry ->
                  new KnownReference(link, inquiry.title(), Related.Kind.UNRESOLVED, List.of()));
    }
    String title =
        known.stream()
            .flatMap(one -> Stream.ofNullable(one.title()))
            .findFirst()
            .or(() -> pageTitle(link))
            .orElse(null);
    return known.stream()
        .filter(Remembered::leadsSomewhere)
        .max(Comparator.comparing(Remembered::certain).thenComparing(Remembered::asked))
        .map(one -> (Answer.Resolved) one.answer())
        .map(answer -> new KnownReference(link, title, RelatedList.kindOf(answer), answer.urls()))
        .or(() -> Optional.of(new KnownReference(link, title, Related.Kind.UNRESOLVED, List.of())));
  }

  /** How the references of a source fare. */
  public ReferenceState state(String source) {
    Set<LinkHash> resolved = new HashSet<>();
    Set<LinkHash> unresolved = new HashSet<>();
    pending.of(source).map(Inquiry::link).forEach(unresolved::add);
    Remembered[] failed = new Remembered[1];
    memory
        .everything()
        .filter(entry -> isNeededBy(source, entry.getValue()))
        .forEach(
            entry -> {
              boolean leads = entry.getValue().stream().anyMatch(Remembered::leadsSomewhere);
              (leads ? resolved : unresolved).add(entry.getKey());
              if (!leads) {
                failed[0] = lastFailed(failed[0], entry.getValue());
              }
            });
    unresolved.removeAll(resolved);
    return new ReferenceState(
        resolved.size(),
        unresolved.size(),
        memory.endPoint(source).map(EndPoint::toString).orElse(null),
        failed[0] == null ? null : failed[0].address() + " " + failed[0].error());
  }

  private static @Nullable Remembered lastFailed(
      @Nullable Remembered before, Collection<Remembered> known) {
    return Stream.concat(Stream.ofNullable(before), known.stream())
        .filter(one -> one.failures() > 0)
        .max(Comparator.comparing(Remembered::asked))
        .orElse(null);
  }
}
