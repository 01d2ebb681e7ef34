package news.rendezvous.resolve;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import news.rendezvous.fetch.Exchange;
import news.rendezvous.fetch.Hop;
import okhttp3.HttpUrl;
import org.jboss.logging.Logger;

/**
 * Asks addresses. Concurrent asks for one address are one request, and an answer that is remembered
 * is none.
 */
final class Inquiries {

  private static final Logger LOG = Logger.getLogger(Inquiries.class);

  /** The short forms first; a page is the last thing that a machine wants. */
  private static final Map<String, String> HEADERS =
      Map.of("Accept", "application/json, text/plain;q=0.9, text/html;q=0.5, */*;q=0.3");

  private final Function<Hop, Uni<Exchange>> transport;
  private final AnswerReader reader;
  private final Memory memory;
  private final HostGate gate;
  private final MeterRegistry metrics;
  private final Map<URI, CompletableFuture<Answer>> underWay = new ConcurrentHashMap<>();

  Inquiries(
      Function<Hop, Uni<Exchange>> transport,
      AnswerReader reader,
      Memory memory,
      HostGate gate,
      MeterRegistry metrics) {
    this.transport = transport;
    this.reader = reader;
    this.memory = memory;
    this.gate = gate;
    this.metrics = metrics;
  }

  /** The answer of an address. Who stops waiting for it does not stop the request. */
  Uni<Answer> ask(URI address) {
    // A copy: cancelling it must not cancel what others wait for.
    return Uni.createFrom().completionStage(() -> answer(address).copy());
  }

  /** Whether a request of an address would neither be one too many nor wait for others. */
  boolean mayAsk(URI address) {
    return !underWay.containsKey(address) && gate.hasRoom(host(address));
  }

  private static String host(URI address) {
    return String.valueOf(address.getAuthority());
  }

  private CompletableFuture<Answer> answer(URI address) {
    CompletableFuture<Answer> mine = new CompletableFuture<>();
    CompletableFuture<Answer> earlier = underWay.putIfAbsent(address, mine);
    if (earlier != null) {
      return earlier;
    }
    // Looked up only now: whoever was under way until a moment ago has left its answer here.
    memory
        .recall(address)
        .map(Uni.createFrom()::item)
        .orElseGet(() -> request(address))
        .subscribe()
        .with(answer -> land(address, answer, mine));
    return mine;
  }

  private void land(URI address, Answer answer, CompletableFuture<Answer> flight) {
    underWay.remove(address);
    flight.complete(answer);
  }

  private Uni<Answer> request(URI address) {
    HttpUrl url = HttpUrl.get(address);
    if (url == null) {
      return Uni.createFrom().item(new Answer.Failed("address"));
    }
    Hop hop = new Hop(url, HEADERS, reader::plan);
    // Answers go on on a worker: half a megabyte of HTML would hold up an event loop.
    Uni<Exchange> exchange =
        Uni.createFrom()
            .deferred(() -> transport.apply(hop))
            .emitOn(Infrastructure.getDefaultWorkerPool());
    return gate.pass(host(address), exchange)
        .map(ended -> reader.read(address, ended))
        .onFailure()
        .recoverWithItem(failure -> broken(address, failure))
        .invoke(answer -> remember(address, answer));
  }

  private void remember(URI address, Answer answer) {
    Counter.builder("rendezvous.resolve")
        .description("Requests for getUrls references by answer")
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
