package news.rendezvous.poll;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.fetch.Validators;
import news.rendezvous.item.FeedProfile;
import news.rendezvous.item.RecordTimes;
import news.rendezvous.parse.Cadence;
import news.rendezvous.parse.ParsedEntry;
import org.jspecify.annotations.Nullable;

/**
 * What polls have learned of a source: the value of a record in the poll-state topic. Records of
 * older versions lack some of it, which is then null, zero or empty.
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

  /** More than documents can make of times; far longer ones overflow where they are added. */
  private static final Duration LONGEST_SPAN = Duration.ofDays(3_660_000);

  /** More than any counter of ours reaches, and far from an overflow. */
  private static final int HIGHEST_COUNT = 1_000_000_000;

  /** Guards what the loop needs: a record that lacks it is set aside. */
  public PollState {
    Objects.requireNonNull(memory, "memory is missing");
    Objects.requireNonNull(health, "health is missing");
    Objects.requireNonNull(plan, "plan is missing");
  }

  private static void count(int number, String member) {
    if (number < 0 || number > HIGHEST_COUNT) {
      throw new IllegalArgumentException("%s is %d".formatted(member, number));
    }
  }

  private static void duration(@Nullable Duration time, String member) {
    if (time != null && (time.isNegative() || time.compareTo(LONGEST_SPAN) > 0)) {
      throw new IllegalArgumentException("%s is %s".formatted(member, time));
    }
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
    String warning =
        Stream.of(memory.churnWarning(), memory.overrunWarning())
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return warning.isEmpty() ? null : warning;
  }

  /**
   * What the next poll needs to tell what is new.
   *
   * @param validators of the last document that was a feed
   * @param bodyHash of its bytes
   * @param seen its entries, see {@link SeenEntries}; null for none, as JSON leaves out what is
   *     empty
   * @param entries how many it had
   * @param pace what answers ask and show of the time of polls
   * @param move where permanent redirects lead; null for nowhere
   * @param churn percentage of its entries whose guids were others than before and which were the
   *     same otherwise; null where that is no more than half, and guids can be trusted
   * @param overrun the last poll that came too late for some entries; null where that is long ago
   * @param backlog older pages of the feed that are still to be read; null for none
   */
  public record Memory(
      Validators validators,
      @Nullable String bodyHash,
      byte @Nullable [] seen,
      int entries,
      Pace pace,
      @Nullable Move move,
      @Nullable Integer churn,
      @Nullable Overrun overrun,
      @Nullable Backlog backlog) {

    static final Memory NONE =
        new Memory(Validators.NONE, null, null, 0, Pace.NONE, null, null, null, null);

    /** Guards the counts, and fills in what records of older versions lack. */
    public Memory {
      Objects.requireNonNull(validators, "validators are missing");
      count(entries, "entries");
      count(churn == null ? 0 : churn, "churn");
      pace = pace == null ? Pace.NONE : pace;
    }

    Memory validatedBy(Validators fresh, @Nullable String hash) {
      return new Memory(fresh, hash, seen, entries, pace, move, churn, overrun, backlog);
    }

    Memory with(Pace next) {
      return new Memory(validators, bodyHash, seen, entries, next, move, churn, overrun, backlog);
    }

    Memory with(@Nullable Overrun latest, @Nullable Backlog older) {
      return new Memory(validators, bodyHash, seen, entries, pace, move, churn, latest, older);
    }

    /** After a document of so many entries. */
    Memory of(int count) {
      return new Memory(validators, bodyHash, seen, count, pace, move, churn, overrun, backlog);
    }

    /**
     * As if no entry had been sent.
     *
     * @param ever whether the next poll counts as the source's first, so that its old stories do
     *     not stand before all others
     */
    Memory unsent(boolean ever) {
      byte[] none = ever || seen == null ? null : new byte[0];
      return new Memory(Validators.NONE, null, none, entries, pace, move, churn, null, null);
    }

    /** After a document with entries, of which at most so many are remembered. */
    Memory seen(SeenEntries before, List<ParsedEntry> document, int most) {
      int churned = 100 * before.renamed(document) / document.size();
      return remembering(before.with(document, most), churned > 50 ? churned : null);
    }

    private Memory remembering(SeenEntries all, @Nullable Integer churned) {
      return new Memory(
          validators, bodyHash, all.toBytes(), entries, pace, move, churned, overrun, backlog);
    }

    /** After an older page, which does not tell how its guids fare. */
    Memory remembering(SeenEntries all) {
      return remembering(all, churn);
    }

    /**
     * After an answer that permanent redirects led to.
     *
     * @param target where they led; null for nowhere
     */
    Memory movedTo(@Nullable URI target, Instant now) {
      Move next = target == null ? null : Move.after(move, target, now);
      return new Memory(validators, bodyHash, seen, entries, pace, next, churn, overrun, backlog);
    }

    private Optional<String> churnWarning() {
      return Optional.ofNullable(churn)
          .map(
              percent ->
                  ("the guids of %d %% of the entries change from poll to poll: stories are told"
                          + " apart by their links and texts")
                      .formatted(percent));
    }

    private Optional<String> overrunWarning() {
      return Optional.ofNullable(overrun).map(Overrun::warning);
    }
  }

  /**
   * What answers ask and show of the time of polls.
   *
   * @param asked how the feed asks to be polled; null where it says nothing
   * @param rhythm how often its stories come; null where they do not tell
   * @param freshFor freshness lifetime of the last document; null where it has none. A 304 that
   *     says nothing of it leaves it as it was (RFC 9111 section 4.3.4)
   * @param arrivals when entries without a date were first seen, the newest first
   * @param repetitions how many times in a row the same document came, without validators
   * @param haste how many times the interval is halved because documents held nothing but new
   *     entries
   */
  public record Pace(
      @Nullable Cadence asked,
      @Nullable Rhythm rhythm,
      @Nullable Duration freshFor,
      List<Instant> arrivals,
      int repetitions,
      int haste) {

    /** Halves a day to less than any least interval. */
    static final int MOST_HASTE = 10;

    static final Pace NONE = new Pace(null, null, null, List.of(), 0, 0);

    /**
     * Guards what the schedule reckons with, and fills in what records of older versions lack.
     *
     * @throws IllegalArgumentException for a number or time that makes no sense
     */
    public Pace {
      count(repetitions, "repetitions");
      if (haste < 0 || haste > MOST_HASTE) {
        throw new IllegalArgumentException("haste is " + haste);
      }
      duration(freshFor, "fresh_for");
      duration(asked == null ? null : asked.timeToLive(), "time_to_live");
      if (rhythm != null) {
        Objects.requireNonNull(rhythm.gap(), "gap is missing");
        duration(rhythm.gap(), "gap");
        RecordTimes.required(rhythm.newest(), "newest");
      }
      arrivals = arrivals == null ? List.of() : List.copyOf(arrivals);
    }

    Pace freshFor(@Nullable Duration lifetime) {
      return new Pace(asked, rhythm, lifetime, arrivals, repetitions, haste);
    }

    /** After a document that is the same as before. */
    Pace repeated(boolean withValidators) {
      return new Pace(
          asked, rhythm, freshFor, arrivals, withValidators ? 0 : repetitions + 1, slower(haste));
    }

    /** After an answer that there is nothing new. */
    Pace unmodified() {
      return new Pace(asked, rhythm, freshFor, arrivals, 0, slower(haste));
    }

    static int slower(int haste) {
      return Math.max(0, haste - 1);
    }
  }

  /**
   * A permanent redirect that answers agree about. It stays known after the URL of the source has
   * followed it.
   *
   * @param to its target
   * @param times how many answers led there, none of them elsewhere
   * @param since when the first of them came; null in records of older versions
   */
  public record Move(URI to, int times, @Nullable Instant since) {

    public Move {
      Objects.requireNonNull(to, "the target of a move is missing");
      count(times, "times");
      RecordTimes.optional(since, "since");
    }

    static Move after(@Nullable Move before, URI target, Instant now) {
      return before == null || !before.to.equals(target)
          ? new Move(target, 1, now)
          : new Move(target, before.times + 1, before.since == null ? now : before.since);
    }

    /** Whether the source is to follow it: enough answers over enough time. */
    boolean stands(int least, Duration atLeast, Instant now) {
      return times >= least
          && since != null
          && Duration.between(since, now).compareTo(atLeast) >= 0;
    }
  }

  /**
   * A poll whose document had nothing but new entries, so that others may have come and gone since
   * the poll before it.
   *
   * @param at when it was
   * @param recovered how many older entries the feed's older pages brought since
   * @param repaired whether these reached an entry that was known before, so that none is missing
   */
  public record Overrun(Instant at, int recovered, boolean repaired) {

    public Overrun {
      RecordTimes.required(at, "at");
      count(recovered, "recovered");
    }

    private static final Duration WORTH_A_WARNING = Duration.ofDays(7);

    boolean isPast(Instant now) {
      return Duration.between(at, now).compareTo(WORTH_A_WARNING) > 0;
    }

    String warning() {
      String time = at.truncatedTo(ChronoUnit.SECONDS).toString();
      if (repaired) {
        return "all entries were new at %s: its older pages brought the %d that had left it before"
            .formatted(time, recovered);
      }
      return recovered > 0
          ? "all entries were new at %s: its older pages brought %d more, and some may be lost"
              .formatted(time, recovered)
          : "all entries were new at %s: some may have come and gone since the poll before it"
              .formatted(time);
    }
  }

  /**
   * Older pages of the feed that are still to be read.
   *
   * @param url address of the next
   * @param left how many may be read, with this one
   * @param recent how many of the entries seen last do not count as known: those of the document
   *     that began it, and of its older pages
   * @param backfill whether the source asked for it at its first poll; else it repairs an overrun
   */
  public record Backlog(String url, int left, int recent, boolean backfill) {

    public Backlog {
      Objects.requireNonNull(url, "the URL of a backlog is missing");
      count(left, "left");
      count(recent, "recent");
    }
  }

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
      count(failures, "failures");
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
