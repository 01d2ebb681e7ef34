package news.rendezvous.ingest.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Meters of subscriptions at hubs and of their pushes. */
@ApplicationScoped
public class PushMetrics {

  /** Sources of this replica whose hub has verified the subscription. */
  private final Set<String> active = ConcurrentHashMap.newKeySet();

  private final Map<RequestResult, Counter> requests = new EnumMap<>(RequestResult.class);
  private final Map<Verification, Counter> verifications = new EnumMap<>(Verification.class);
  private final Map<Push, Counter> pushes = new EnumMap<>(Push.class);
  private final Counter silent;

  /** Results of requests to hubs. */
  enum RequestResult {
    ACCEPTED,
    REFUSED,
    FAILED
  }

  /** Results of verifications of intent. */
  public enum Verification {
    CONFIRMED,
    /** A topic or callback that nobody asked for. */
    UNKNOWN,
    DENIED
  }

  /** Results of pushes. */
  public enum Push {
    ACCEPTED,
    /** Signature missing or wrong; ignored. */
    BAD_SIGNATURE,
    /** Not a feed; ignored. */
    UNREADABLE,
    /** No callback has the id. */
    UNKNOWN,
    /** The subscription has ended. */
    ENDED,
    TOO_LARGE,
    /** Too many at a time, or of invalid ones. */
    REFUSED,
    /** Kafka did not acknowledge its entries; the hub repeats it. */
    FAILED
  }

  @Inject
  PushMetrics(MeterRegistry metrics) {
    fill(
        requests,
        RequestResult.values(),
        Counter.builder("rendezvous.push.requests").description("Requests to WebSub hubs"),
        metrics);
    fill(
        verifications,
        Verification.values(),
        Counter.builder("rendezvous.push.verifications")
            .description("Verifications and denials of subscriptions by hubs"),
        metrics);
    fill(
        pushes,
        Push.values(),
        Counter.builder("rendezvous.push.received").description("Pushes of hubs by outcome"),
        metrics);
    this.silent =
        Counter.builder("rendezvous.push.silent")
            .description("Subscriptions given up because polls found news that no hub delivered")
            .register(metrics);
    Gauge.builder("rendezvous.push.active", active::size)
        .description("Sources of this replica whose hub has verified the subscription")
        .register(metrics);
  }

  private static <E extends Enum<E>> void fill(
      Map<E, Counter> counters, E[] outcomes, Counter.Builder builder, MeterRegistry metrics) {
    Function<E, String> label = outcome -> outcome.name().toLowerCase(Locale.ROOT);
    for (E outcome : outcomes) {
      counters.put(outcome, builder.withRegistry(metrics).withTag("outcome", label.apply(outcome)));
    }
  }

  // Makes the bean, so that its counters are there before the first push.
  void start(@Observes StartupEvent event) {}

  void requested(RequestResult result) {
    Objects.requireNonNull(requests.get(result)).increment();
  }

  public void verified(Verification result) {
    Objects.requireNonNull(verifications.get(result)).increment();
  }

  public void received(Push result) {
    Objects.requireNonNull(pushes.get(result)).increment();
  }

  void silent() {
    silent.increment();
  }

  /** Counts a source as active or not; true if it was not before. */
  boolean active(String source, boolean leased) {
    if (leased) {
      return active.add(source);
    }
    active.remove(source);
    return false;
  }
}
