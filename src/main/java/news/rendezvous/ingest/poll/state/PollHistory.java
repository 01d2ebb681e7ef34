package news.rendezvous.ingest.poll.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.ingest.poll.schedule.StateBounds;
import news.rendezvous.item.text.RecordTimes;
import news.rendezvous.source.PollOutcome;
import org.apache.kafka.common.utils.ByteUtils;
import org.jspecify.annotations.Nullable;

/**
 * The last polls of a source, as stored in the poll-state topic. A state is written at each poll
 * and kept in memory on every replica, so the polls are small: some ten bytes each.
 *
 * @param results dictionary of the distinct results; a poll refers to one by its index
 * @param polls the polls, newest first, in base64: for each the variable-length integers (zigzag
 *     LEB128, as Kafka writes them) of its result, its time (milliseconds; the first since the
 *     epoch, the others before the newer one), its duration, entries and changed entries
 * @param lastSuccess time of the last successful poll, which may be older than all of them
 */
public record PollHistory(
    List<Result> results, @Nullable String polls, @Nullable Instant lastSuccess) {

  public static final PollHistory NONE = new PollHistory(List.of(), null, null);

  /** Two days at the default interval. */
  public static final int MAX_POLLS = 48;

  /** Texts of errors that are kept; they may have numbers that change from poll to poll. */
  static final int MAX_ERRORS = 8;

  static final int MAX_ERROR_LENGTH = 300;

  private static final int MAX_BYTES = MAX_POLLS * 5 * 10;

  /**
   * Result of polls.
   *
   * @param status HTTP status; null without a response
   * @param error for the operator; null after a success, and in old polls
   */
  public record Result(PollOutcome outcome, @Nullable Integer status, @Nullable String error) {

    public Result {
      Objects.requireNonNull(outcome, "outcome is missing");
      if (error != null && error.length() > MAX_ERROR_LENGTH) {
        error = error.substring(0, MAX_ERROR_LENGTH - 1) + '…';
      }
    }

    private Result withoutError() {
      return new Result(outcome, status, null);
    }
  }

  /**
   * One poll.
   *
   * @param at time of its end
   * @param took until Kafka had acknowledged all entries
   * @param status HTTP status; null without a response
   * @param entries entries in the document; 0 without one
   * @param changed entries that were new or changed
   * @param error for the operator; null after a success, and in old polls
   */
  public record Poll(
      Instant at,
      PollOutcome outcome,
      Duration took,
      @Nullable Integer status,
      int entries,
      int changed,
      @Nullable String error) {

    public Poll {
      RecordTimes.required(at, "at");
      if (took.isNegative()) {
        throw new IllegalArgumentException("a poll took " + took);
      }
      StateBounds.count(entries, "entries");
      StateBounds.count(changed, "changed");
    }

    private Result result() {
      return new Result(outcome, status, error);
    }
  }

  /** Checks the polls, and completes records of other versions. */
  public PollHistory {
    results = results == null ? List.of() : List.copyOf(results);
    RecordTimes.optional(lastSuccess, "last_success");
    decode(results, polls);
  }

  /** The polls, newest first. */
  public List<Poll> newestFirst() {
    return decode(results, polls);
  }

  public Optional<Poll> newest() {
    return newestFirst().stream().findFirst();
  }

  /** Median duration of the polls that got a response; empty if none did. */
  public Optional<Duration> latency() {
    List<Duration> responded =
        newestFirst().stream()
            .filter(poll -> poll.status() != null)
            .map(Poll::took)
            .sorted(Comparator.naturalOrder())
            .toList();
    return responded.isEmpty()
        ? Optional.empty()
        : Optional.of(responded.get(responded.size() / 2));
  }

  /** The history after a poll; the oldest are dropped. */
  public PollHistory with(Poll poll) {
    List<Poll> all =
        Stream.concat(Stream.of(poll), newestFirst().stream()).limit(MAX_POLLS).toList();
    Map<Result, Integer> indices = new LinkedHashMap<>();
    ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
    long newer = 0;
    for (int n = 0; n < all.size(); n++) {
      Poll each = all.get(n);
      long at = each.at().toEpochMilli();
      ByteUtils.writeVarlong(index(each.result(), indices), bytes);
      ByteUtils.writeVarlong(n == 0 ? at : newer - at, bytes);
      ByteUtils.writeVarlong(each.took().toMillis(), bytes);
      ByteUtils.writeVarlong(each.entries(), bytes);
      ByteUtils.writeVarlong(each.changed(), bytes);
      newer = at;
    }
    return new PollHistory(
        List.copyOf(indices.keySet()),
        Base64.getEncoder().withoutPadding().encodeToString(written(bytes)),
        poll.outcome().isSuccess() ? poll.at() : lastSuccess);
  }

  private static int index(Result result, Map<Result, Integer> indices) {
    boolean full =
        indices.keySet().stream().filter(known -> known.error() != null).count() >= MAX_ERRORS;
    Result kept = full && !indices.containsKey(result) ? result.withoutError() : result;
    return indices.computeIfAbsent(kept, added -> indices.size());
  }

  private static byte[] written(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }

  private static List<Poll> decode(List<Result> results, @Nullable String polls) {
    if (polls == null) {
      return List.of();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(polls));
    List<Poll> all = new ArrayList<>();
    long newer = 0;
    try {
      while (bytes.hasRemaining()) {
        Result result = results.get(Math.toIntExact(ByteUtils.readVarlong(bytes)));
        long time = ByteUtils.readVarlong(bytes);
        long at = all.isEmpty() ? time : newer - time;
        all.add(
            new Poll(
                Instant.ofEpochMilli(at),
                result.outcome(),
                Duration.ofMillis(ByteUtils.readVarlong(bytes)),
                result.status(),
                Math.toIntExact(ByteUtils.readVarlong(bytes)),
                Math.toIntExact(ByteUtils.readVarlong(bytes)),
                result.error()));
        newer = at;
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new IllegalArgumentException("the polls of the history are malformed", e);
    }
    return all;
  }
}
