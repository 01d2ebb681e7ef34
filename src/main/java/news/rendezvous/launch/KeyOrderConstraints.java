package news.rendezvous.launch;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Ordering constraints between two keys: the first value must not exceed the second. */
final class KeyOrderConstraints {

  private static final Map<String, String> REQUIRED =
      Map.of(
          "rendezvous.hub.min-lease", "rendezvous.hub.max-lease",
          "rendezvous.poll.min-interval", "rendezvous.poll.max-interval",
          "rendezvous.hub.backoff", "rendezvous.hub.max-backoff",
          "rendezvous.push.backoff", "rendezvous.push.pause",
          "rendezvous.resolve.backoff", "rendezvous.resolve.max-backoff",
          "rendezvous.serve.default-limit", "rendezvous.serve.max-limit",
          "rendezvous.sources.*.backfill", "rendezvous.poll.max-backfill",
          // Kafka Streams refuses to start otherwise.
          "rendezvous.dedup.commit-interval", "rendezvous.dedup.transaction-timeout");

  private static final String INTERVAL = "rendezvous.poll.interval";
  private static final String MIN_INTERVAL = "rendezvous.poll.min-interval";
  private static final String MAX_INTERVAL = "rendezvous.poll.max-interval";
  private static final String OF_A_SOURCE = "rendezvous.sources.*.interval";

  private final Function<String, Stream<Value>> values;

  /**
   * Constraints on the given values.
   *
   * @param values the readable values of a key, defaults included
   */
  KeyOrderConstraints(Function<String, Stream<Value>> values) {
    this.values = values;
  }

  record Value(Setting setting, Object read) {

    boolean isGiven() {
      return setting.isGiven();
    }

    boolean isGreater(Value other) {
      if (read instanceof Duration one && other.read instanceof Duration two) {
        return one.compareTo(two) > 0;
      }
      return read instanceof Integer one && other.read instanceof Integer two && one > two;
    }

    String described() {
      return "%s, which is '%s'%s"
          .formatted(setting.written(), setting.effective(), isGiven() ? "" : " by default");
    }
  }

  Stream<String> mistakes() {
    return REQUIRED.entrySet().stream()
        .flatMap(pair -> disorder(pair.getKey(), pair.getValue()))
        .map(pair -> pair.line())
        .sorted();
  }

  /** A message for each poll interval outside of the bounds, which take precedence. */
  Stream<String> warnings() {
    return Stream.of(INTERVAL, OF_A_SOURCE)
        .flatMap(
            interval ->
                Stream.concat(
                    disorder(MIN_INTERVAL, interval).map(Pair::warningOfLower),
                    disorder(interval, MAX_INTERVAL).map(Pair::warningOfUpper)))
        .flatMap(Function.identity());
  }

  private Stream<Pair> disorder(String lower, String upper) {
    return values
        .apply(lower)
        .flatMap(low -> values.apply(upper).map(high -> new Pair(low, high)))
        .filter(pair -> pair.low().isGreater(pair.high()));
  }

  private record Pair(Value low, Value high) {

    // Names the value that the operator gave as the wrong one.
    String line() {
      return low.isGiven()
          ? low.setting()
              .line(
                  "must not be greater than %s: lower it, such as %s, or raise the other"
                      .formatted(high.described(), high.setting().effective()))
          : high.setting()
              .line(
                  "must not be less than %s: raise it, such as %s, or lower the other"
                      .formatted(low.described(), low.setting().effective()));
    }

    Stream<String> warningOfLower() {
      return warning(high, "less", low, "lower");
    }

    Stream<String> warningOfUpper() {
      return warning(low, "greater", high, "raise");
    }

    private static Stream<String> warning(
        Value interval, String relation, Value bound, String remedy) {
      return interval.isGiven()
          ? Stream.of(
              "%s is '%s', %s than %s: the latter is kept. To poll as you say, %s it, such as %s=%s"
                  .formatted(
                      interval.setting().written(),
                      interval.setting().value(),
                      relation,
                      bound.described(),
                      remedy,
                      ConfigKey.variable(bound.setting().name()),
                      interval.setting().value()))
          : Stream.empty();
    }
  }
}
