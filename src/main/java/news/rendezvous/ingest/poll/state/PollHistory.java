package news.rendezvous.ingest.poll.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

  private static final Result NOT_READ = new Result(PollOutcome.OK, null, null);

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
   * @param at time of its end, to the millisecond
   * @param took from the request to the end of the response, that of the publisher alone
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
      check(at, took.isNegative() ? -1 : 0, entries, changed);
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    private static void check(@Nullable Instant at, long took, int entries, int changed) {
      RecordTimes.required(at, "at");
      if (took < 0) {
        throw new IllegalArgumentException("a poll took less than no time");
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
    for (PollReader reader = new PollReader(results, polls); reader.next(); ) {
      reader.check();
    }
  }

  /** The polls, newest first. */
  public List<Poll> newestFirst() {
    List<Poll> all = new ArrayList<>();
    for (PollReader reader = new PollReader(results, polls); reader.next(); ) {
      all.add(reader.poll());
    }
    return all;
  }

  public Optional<Poll> newest() {
    return newestFirst().stream().findFirst();
  }

  /** Median time of the responses; empty without any. */
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
    Map<Result, Integer> indices = new LinkedHashMap<>();
    PollWriter writer = new PollWriter();
    writer.write(
        index(poll.result(), indices),
        poll.at().toEpochMilli(),
        poll.took().toMillis(),
        poll.entries(),
        poll.changed());
    PollReader reader = new PollReader(results, polls);
    for (int n = 1; n < MAX_POLLS && reader.next(); n++) {
      writer.write(
          index(reader.result, indices), reader.at, reader.took, reader.entries, reader.changed);
    }
    return new PollHistory(
        List.copyOf(indices.keySet()),
        writer.written(),
        poll.outcome().isSuccess() ? poll.at() : lastSuccess);
  }

  private static int index(Result result, Map<Result, Integer> indices) {
    Integer known = indices.get(result);
    if (known != null) {
      return known;
    }
    boolean full =
        indices.keySet().stream().filter(kept -> kept.error() != null).count() >= MAX_ERRORS;
    Result kept = full ? result.withoutError() : result;
    return indices.computeIfAbsent(kept, added -> indices.size());
  }

  /** Encodes polls one by one, newest first. */
  private static final class PollWriter {

    private final ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
    private boolean begun;
    private long newer;

    void write(int result, long at, long took, int entries, int changed) {
      ByteUtils.writeVarlong(result, bytes);
      ByteUtils.writeVarlong(begun ? newer - at : at, bytes);
      ByteUtils.writeVarlong(took, bytes);
      ByteUtils.writeVarlong(entries, bytes);
      ByteUtils.writeVarlong(changed, bytes);
      newer = at;
      begun = true;
    }

    String written() {
      byte[] written = new byte[bytes.position()];
      bytes.flip().get(written);
      return Base64.getEncoder().withoutPadding().encodeToString(written);
    }
  }

  /**
   * Decodes polls one by one, newest first, without an object for each: every poll of a source
   * reads its history.
   */
  private static final class PollReader {

    private final List<Result> results;
    private final ByteBuffer bytes;
    private boolean begun;

    /** The current poll. */
    private Result result = NOT_READ;

    private long at;
    private long took;
    private int entries;
    private int changed;

    PollReader(List<Result> results, @Nullable String polls) {
      this.results = results;
      this.bytes = ByteBuffer.wrap(polls == null ? new byte[0] : Base64.getDecoder().decode(polls));
    }

    /** Reads the next poll; false if there is none. */
    boolean next() {
      if (!bytes.hasRemaining()) {
        return false;
      }
      try {
        result = results.get(Math.toIntExact(ByteUtils.readVarlong(bytes)));
        long time = ByteUtils.readVarlong(bytes);
        at = begun ? at - time : time;
        took = ByteUtils.readVarlong(bytes);
        entries = Math.toIntExact(ByteUtils.readVarlong(bytes));
        changed = Math.toIntExact(ByteUtils.readVarlong(bytes));
      } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
        throw new IllegalArgumentException("the polls of the history are malformed", e);
      }
      begun = true;
      return true;
    }

    void check() {
      Poll.check(Instant.ofEpochMilli(at), took, entries, changed);
    }

    Poll poll() {
      return new Poll(
          Instant.ofEpochMilli(at),
          result.outcome(),
          Duration.ofMillis(took),
          result.status(),
          entries,
          changed,
          result.error());
    }
  }
}
