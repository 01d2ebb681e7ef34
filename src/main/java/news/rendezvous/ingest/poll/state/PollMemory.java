package news.rendezvous.ingest.poll.state;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.fetch.Validators;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.poll.schedule.PollTiming;
import news.rendezvous.ingest.poll.schedule.StateBounds;
import org.jspecify.annotations.Nullable;

/**
 * Facts from earlier responses of a source that the next poll compares with, as stored in the
 * poll-state topic.
 *
 * @param validators of the last document that was a feed
 * @param bodyHash hash of its bytes
 * @param seen its entries, see {@link SeenEntries}; null without any, since JSON omits empty values
 * @param entries number of its entries
 * @param timing facts that determine the poll interval
 * @param move permanent redirect; null without one
 * @param churn percentage of entries with a new guid that were the same otherwise; null up to 50,
 *     when guids can be trusted
 * @param overrun the last overrun; null if it is old
 * @param backlog older pages of the feed that are still to be read; null for none
 * @param removals entries that the feed deleted, or of which it is the complete list; null for none
 */
public record PollMemory(
    Validators validators,
    @Nullable String bodyHash,
    byte @Nullable [] seen,
    int entries,
    @JsonProperty("pace") PollTiming timing,
    @Nullable PermanentRedirect move,
    @Nullable Integer churn,
    @Nullable Overrun overrun,
    @Nullable OlderPages backlog,
    @Nullable RemovedEntries removals) {

  public static final PollMemory NONE =
      new PollMemory(Validators.NONE, null, null, 0, PollTiming.NONE, null, null, null, null, null);

  /** Checks the numbers, and completes records of older versions. */
  public PollMemory {
    Objects.requireNonNull(validators, "validators are missing");
    StateBounds.count(entries, "entries");
    StateBounds.count(churn == null ? 0 : churn, "churn");
    timing = timing == null ? PollTiming.NONE : timing;
  }

  public PollMemory with(Validators fresh, @Nullable String hash) {
    return new PollMemory(
        fresh, hash, seen, entries, timing, move, churn, overrun, backlog, removals);
  }

  public PollMemory with(PollTiming next) {
    return new PollMemory(
        validators, bodyHash, seen, entries, next, move, churn, overrun, backlog, removals);
  }

  public PollMemory with(@Nullable Overrun latest, @Nullable OlderPages older) {
    return new PollMemory(
        validators, bodyHash, seen, entries, timing, move, churn, latest, older, removals);
  }

  public PollMemory withEntries(int count) {
    return new PollMemory(
        validators, bodyHash, seen, count, timing, move, churn, overrun, backlog, removals);
  }

  private PollMemory with(SeenEntries all, @Nullable Integer churned) {
    return new PollMemory(
        validators,
        bodyHash,
        all.toBytes(),
        entries,
        timing,
        move,
        churned,
        overrun,
        backlog,
        removals);
  }

  /**
   * With the entries of a document that is not empty.
   *
   * @param most maximum number of seen entries
   */
  public PollMemory with(SeenEntries before, List<ParsedEntry> document, int most) {
    int churned = 100 * before.countRenamed(document) / document.size();
    return with(before.with(document, most), churned > 50 ? churned : null);
  }

  /** With the removals of the last document; null for none. */
  public PollMemory with(@Nullable RemovedEntries latest) {
    return new PollMemory(
        validators, bodyHash, seen, entries, timing, move, churn, overrun, backlog, latest);
  }

  /** Without some of the seen entries: they are sent again where they come back. */
  public PollMemory forgetting(Set<Long> identities) {
    return seen == null || identities.isEmpty()
        ? this
        : with(SeenEntries.of(seen).without(identities), churn);
  }

  /**
   * After an older page of the feed was read.
   *
   * @param most maximum number of seen entries
   */
  public PollMemory after(OlderPages page, Document document, ParsedDocument.Feed feed, int most) {
    List<ParsedEntry> entries = feed.entries();
    SeenEntries known = SeenEntries.of(seen);
    int unseen = known.unseen(entries).size();
    // New stories push known ones from page to page; only entries from before the overrun end it.
    SeenEntries before = known.withoutNewest(page.recent());
    boolean reached = !page.backfill() && entries.stream().anyMatch(before::contains);
    int newEntries = (int) entries.stream().filter(entry -> !known.contains(entry)).count();
    return with(known.with(entries, Math.min(most, known.size() + entries.size())), churn)
        .with(
            page.backfill() || overrun == null ? overrun : overrun.with(unseen, reached),
            reached || unseen == 0 ? null : page.next(document, feed, newEntries));
  }

  /**
   * With the end of a chain of permanent redirects.
   *
   * @param target its end; null without redirects
   */
  public PollMemory redirectedTo(@Nullable URI target, Instant now) {
    PermanentRedirect next = target == null ? null : PermanentRedirect.after(move, target, now);
    return new PollMemory(
        validators, bodyHash, seen, entries, timing, next, churn, overrun, backlog, removals);
  }

  /**
   * The same without seen entries and validators: all entries are sent again.
   *
   * @param first true if the next poll counts as the first of the source, whose entries keep their
   *     own dates
   */
  PollMemory withoutSeen(boolean first) {
    byte[] none = first || seen == null ? null : new byte[0];
    return new PollMemory(
        Validators.NONE, null, none, entries, timing, move, churn, null, null, null);
  }

  /** The seen entries and the churn of their guids, without the facts of one document. */
  PollMemory withoutDocument() {
    return new PollMemory(
        Validators.NONE, null, seen, 0, PollTiming.NONE, null, churn, null, null, null);
  }

  /** Irregularities of readable documents, for the operator; null without any. */
  @Nullable String warning() {
    String churnWarning =
        churn == null
            ? null
            : ("the guids of %d %% of the entries change from poll to poll: stories are told"
                    + " apart by their links and texts")
                .formatted(churn);
    String warning =
        Stream.of(
                Optional.ofNullable(churnWarning),
                Optional.ofNullable(overrun).map(Overrun::warning))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return warning.isEmpty() ? null : warning;
  }
}
