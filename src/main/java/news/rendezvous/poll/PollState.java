package news.rendezvous.poll;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.fetch.Validators;
import news.rendezvous.item.FeedProfile;
import news.rendezvous.item.RecordTimes;
import news.rendezvous.parse.Cadence;
import news.rendezvous.parse.Parsed;
import news.rendezvous.parse.ParsedEntry;
import org.jspecify.annotations.Nullable;

/**
 * What polls have learned of a source: the value of a record in the poll-state topic.
 *
 * @param memory what the next poll needs to tell what is new
 * @param health how the last poll ended
 * @param plan when the next one is due
 * @param edition fixed at the first successful poll; null before it
 * @param profile what the feed says of itself; null before the first successful poll
 * @param generation of the topics that its entries were sent through, see {@link
 *     news.rendezvous.broker.TopicIds#generation()}; null in a record from before it was kept
 */
public record PollState(
    Memory memory,
    Health health,
    Plan plan,
    @Nullable String edition,
    @Nullable FeedProfile profile,
    @Nullable String generation) {

  /** The longest wait that a plan may make: no source is left alone for longer by mistake. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(3_660);

  /** Guards what the loop needs: a record that lacks it is set aside. */
  public PollState {
    Objects.requireNonNull(memory, "memory is missing");
    Objects.requireNonNull(health, "health is missing");
    Objects.requireNonNull(plan, "plan is missing");
  }

  /** A state of which it is not known what its entries were sent through. */
  PollState(
      Memory memory,
      Health health,
      Plan plan,
      @Nullable String edition,
      @Nullable FeedProfile profile) {
    this(memory, health, plan, edition, profile, null);
  }

  PollState sentThrough(@Nullable String topics) {
    return new PollState(memory, health, plan, edition, profile, topics);
  }

  /**
   * What of this is true of the topics that there are now: where they were made again since, what
   * was sent may stand in none of them, so it is read and sent again. The dedup stage drops what it
   * knows.
   */
  PollState under(String topics) {
    return topics.equals(generation)
        ? this
        : new PollState(
            memory.unsent(hasLostItems(topics)), health, plan, edition, profile, topics);
  }

  private boolean hasLostItems(String topics) {
    return generation != null && !items(topics).equals(items(generation));
  }

  private static String items(String topics) {
    return topics.substring(topics.indexOf('/') + 1);
  }

  /** What is odd about the documents of a source, though they can be read; null for nothing. */
  public @Nullable String warning() {
    return memory.churn() == null
        ? null
        : "the guids of %d %% of the entries change from poll to poll: stories are told apart by"
                .formatted(memory.churn())
            + " their links and texts";
  }

  /**
   * What the next poll needs to tell what is new.
   *
   * @param validators of the last document that was a feed
   * @param bodyHash of its bytes
   * @param seen its entries, see {@link SeenEntries}; null for none, as JSON leaves out what is
   *     empty
   * @param entries how many it had
   * @param pace what they ask and show of the time of polls; null before the first
   * @param move where permanent redirects led, and how often in a row
   * @param churn percentage of its entries whose guids were others than before and which were the
   *     same otherwise; null where that is no more than half, and guids can be trusted
   */
  public record Memory(
      Validators validators,
      @Nullable String bodyHash,
      byte @Nullable [] seen,
      int entries,
      @Nullable Pace pace,
      @Nullable Move move,
      @Nullable Integer churn) {

    public Memory {
      Objects.requireNonNull(validators, "validators are missing");
    }

    static final Memory NONE = new Memory(Validators.NONE, null, null, 0, null, null, null);

    Memory validatedBy(Validators fresh, String hash) {
      return new Memory(fresh, hash, seen, entries, pace, move, churn);
    }

    Memory of(Parsed.Feed feed, Instant now) {
      int count = feed.entries().size() + feed.dropped();
      Pace shown = new Pace(feed.info().cadence(), Rhythm.of(feed.entries(), now));
      return new Memory(validators, bodyHash, seen, count, shown, move, churn);
    }

    /**
     * As if no entry had been sent.
     *
     * @param ever whether the next poll counts as the source's first, so that its old stories do
     *     not stand before all others
     */
    Memory unsent(boolean ever) {
      byte[] none = ever || seen == null ? null : new byte[0];
      return new Memory(Validators.NONE, null, none, entries, pace, move, churn);
    }

    /** After a document with entries, of which at most so many are remembered. */
    Memory seen(SeenEntries before, List<ParsedEntry> document, int most) {
      byte[] now = before.with(document, most).toBytes();
      int churned = 100 * before.renamed(document) / document.size();
      return new Memory(
          validators, bodyHash, now, entries, pace, move, churned > 50 ? churned : null);
    }

    /** After an answer that led there by permanent redirects, or nowhere. */
    Memory movedTo(@Nullable URI target) {
      Move next = target == null ? null : new Move(target, timesMovedTo(target) + 1);
      return new Memory(validators, bodyHash, seen, entries, pace, next, churn);
    }

    private int timesMovedTo(URI target) {
      return move != null && move.to().equals(target) ? move.times() : 0;
    }
  }

  /**
   * What a document asks and shows of the time of polls.
   *
   * @param asked how the feed asks to be polled; null where it says nothing
   * @param rhythm how often its stories come; null where they do not tell
   */
  public record Pace(@Nullable Cadence asked, @Nullable Rhythm rhythm) {}

  /**
   * A permanent redirect.
   *
   * @param to its target
   * @param times how many polls in a row it was answered
   */
  public record Move(URI to, int times) {}

  /**
   * How the last poll ended.
   *
   * @param outcome its outcome
   * @param error what went wrong, in words; null after a success
   * @param failures failures since the last success
   * @param goneSince when the source first answered that it is gone for good
   */
  public record Health(
      Outcome outcome, @Nullable String error, int failures, @Nullable Instant goneSince) {

    public Health {
      Objects.requireNonNull(outcome, "outcome is missing");
      RecordTimes.optional(goneSince, "gone_since");
    }
  }

  /**
   * When a source is polled.
   *
   * @param last when it was polled
   * @param next when it is due; null for never
   * @param reason why then, in words
   * @param hold until when its host asked to be left alone, by Retry-After; null for no such wish
   */
  public record Plan(Instant last, @Nullable Instant next, String reason, @Nullable Instant hold) {

    /**
     * Guards the times.
     *
     * @throws IllegalArgumentException for a wait of more than ten years
     */
    public Plan {
      RecordTimes.required(last, "last");
      guard(last, next);
      guard(last, hold);
    }

    private static void guard(Instant last, @Nullable Instant time) {
      if (time != null && time.isAfter(last.plus(LONGEST_WAIT))) {
        throw new IllegalArgumentException("a wait until " + time + " makes no sense");
      }
    }
  }
}
