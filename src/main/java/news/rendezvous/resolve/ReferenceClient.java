package news.rendezvous.resolve;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import news.rendezvous.fetch.Exchange;
import news.rendezvous.fetch.Hop;
import news.rendezvous.fetch.HostKey;
import news.rendezvous.fetch.Permit;
import news.rendezvous.fetch.RequestKind;
import news.rendezvous.fetch.RequestScheduler;
import okhttp3.HttpUrl;
import org.jboss.logging.Logger;

/**
 * Requests the addresses of references, each when its host has a turn for it. Concurrent requests
 * for one address are one, and an answer that is remembered is none. What finds the queues full is
 * not requested this time.
 */
final class ReferenceClient {

  private static final Logger LOG = Logger.getLogger(ReferenceClient.class);

  /** The short forms first; a page is the last thing that a machine wants. */
  private static final Map<String, String> HEADERS =
      Map.of("Accept", "application/json, text/plain;q=0.9, text/html;q=0.5, */*;q=0.3");

  private static final SingleFlight.Departure LANDED = () -> false;

  private final Function<Hop, Uni<Exchange>> transport;
  private final RequestScheduler requests;
  private final Duration longestHold;
  private final AnswerReader reader;
  private final Memory memory;
  private final MeterRegistry metrics;
  private final InstantSource clock;
  private final SingleFlight<Inquiry, Answer> flights = new SingleFlight<>(this::begin);

  ReferenceClient(
      Function<Hop, Uni<Exchange>> transport,
      RequestScheduler requests,
      Duration longestHold,
      AnswerReader reader,
      Memory memory,
      MeterRegistry metrics,
      InstantSource clock) {
    this.transport = transport;
    this.requests = requests;
    this.longestHold = longestHold;
    this.reader = reader;
    this.memory = memory;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * An address, equal to itself whoever asks.
   *
   * @param source the source whose share of the queues it takes
   */
  record Inquiry(URI address, String source) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Inquiry inquiry && inquiry.address.equals(address);
    }

    @Override
    public int hashCode() {
      return address.hashCode();
    }
  }

  /**
   * The answer of an address. Cancelling takes back a request that waits for its turn and for which
   * nobody else waits.
   */
  Uni<Answer> ask(URI address, String source) {
    return Uni.createFrom()
        .emitter(
            waiter -> {
              Runnable leave = flights.join(new Inquiry(address, source), waiter::complete);
              waiter.onTermination(leave);
            });
  }

  /**
   * Asks for an address without waiting for the answer, which is remembered, where the queues are
   * less than half full: what nobody waits for leaves room for what somebody does.
   */
  void refresh(URI address, String source) {
    Inquiry inquiry = new Inquiry(address, source);
    HttpUrl url = HttpUrl.get(address);
    if (url != null
        && requests.heldFor(HostKey.of(url)).isZero()
        && !flights.isUnderWay(inquiry)
        && requests.isHalfEmpty(HostKey.of(url), RequestKind.REFERENCE, source)) {
      flights.join(inquiry, answer -> {});
    }
  }

  // Remembered answers are looked up only now: whoever was under way until a moment ago has left
  // its answer there.
  private SingleFlight.Departure begin(Inquiry inquiry, Consumer<Answer> landed) {
    Optional<Answer> remembered = memory.recall(inquiry.address());
    HttpUrl url = HttpUrl.get(inquiry.address());
    if (remembered.isPresent() || url == null) {
      landed.accept(remembered.orElse(new Answer.Failed("address")));
      return LANDED;
    }
    return request(inquiry, url, landed)
        .map(permit -> (SingleFlight.Departure) permit::cancel)
        .orElseGet(() -> defer(landed));
  }

  private Optional<Permit> request(Inquiry inquiry, HttpUrl url, Consumer<Answer> landed) {
    HostKey host = HostKey.of(url);
    if (!requests.heldFor(host).isZero()) {
      count("hold");
      return Optional.empty();
    }
    Optional<Permit> permit =
        requests.tryRequest(
            host,
            RequestKind.REFERENCE,
            inquiry.source(),
            granted -> send(inquiry.address(), url, granted, landed));
    if (permit.isEmpty()) {
      requests
          .exceeded(host, RequestKind.REFERENCE, inquiry.source())
          .ifPresent(limit -> count(limit.label()));
    }
    return permit;
  }

  private void count(String limit) {
    Counter.builder("rendezvous.resolve.deferred")
        .description("References that were not asked for because a queue was full, by its limit")
        .tag("limit", limit)
        .register(metrics)
        .increment();
  }

  private static SingleFlight.Departure defer(Consumer<Answer> landed) {
    landed.accept(new Answer.Deferred());
    return LANDED;
  }

  private void send(URI address, HttpUrl url, Permit permit, Consumer<Answer> landed) {
    Hop hop = new Hop(url, HEADERS, reader::plan);
    Uni.createFrom()
        .deferred(() -> transport.apply(hop))
        .invoke(exchange -> answered(permit, exchange))
        // On a worker: half a megabyte of HTML would hold up an event loop.
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(exchange -> reader.read(address, exchange))
        .onFailure()
        .recoverWithItem(failure -> broken(address, failure))
        .invoke(answer -> remember(address, answer))
        .onTermination()
        .invoke(permit::close)
        .subscribe()
        .with(landed, failure -> landed.accept(broken(address, failure)));
  }

  private void answered(Permit permit, Exchange exchange) {
    if (exchange instanceof Exchange.Response response) {
      Duration asked = response.head().retryAfter(clock.instant(), longestHold);
      if (asked != null) {
        requests.hold(permit.key(), asked);
      }
    }
    boolean silent = exchange instanceof Exchange.Failed failed && failed.outcome().isSilence();
    permit.answered(!silent);
  }

  private void remember(URI address, Answer answer) {
    Counter.builder("rendezvous.resolve")
        .description("Answers of getUrls end points by kind")
        .tag("answer", answer.label())
        .register(metrics)
        .increment();
    memory.keep(address, answer);
  }

  // Every failure of an exchange is a value, so this is a bug: it must be seen, and costs no entry.
  private static Answer broken(URI address, Throwable failure) {
    LOG.errorf(failure, "reference could not be read: address=%s", address);
    return new Answer.Failed("error");
  }
}
