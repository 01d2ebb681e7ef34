package news.rendezvous.ingest.poll;

import java.time.Duration;
import java.util.List;
import news.rendezvous.ingest.fetch.Fetched.Transfer;
import news.rendezvous.ingest.normalize.DocumentNormalizer;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.poll.state.PollMemory;
import news.rendezvous.ingest.push.PushSubscriber.PolledFeed;
import news.rendezvous.item.Dispatch.Retraction;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Content of one poll, and its difference from earlier polls.
 *
 * @param error for the operator; null after a success
 * @param retryAfter hold that the host demands (Retry-After); null for none
 * @param memory facts that the next poll compares with
 * @param newEntries null if no document was read
 * @param retractions entries that the source does not carry any more
 */
record PollContent(
    PollOutcome outcome,
    @Nullable String error,
    @Nullable Duration retryAfter,
    Transfer transfer,
    PollMemory memory,
    @Nullable NewEntries newEntries,
    List<Retraction> retractions) {

  PollContent {
    retractions = List.copyOf(retractions);
  }

  /** Content without retractions. */
  PollContent(
      PollOutcome outcome,
      @Nullable String error,
      @Nullable Duration retryAfter,
      Transfer transfer,
      PollMemory memory,
      @Nullable NewEntries newEntries) {
    this(outcome, error, retryAfter, transfer, memory, newEntries, List.of());
  }

  /**
   * New and changed entries of a document.
   *
   * @param push what the document says of hubs; null for an older page of the feed
   */
  record NewEntries(
      List<ParsedEntry> entries,
      String edition,
      DocumentNormalizer normalizer,
      @Nullable PolledFeed push) {

    NewEntries {
      entries = List.copyOf(entries);
    }
  }

  static PollContent success(
      PollOutcome outcome, Transfer transfer, PollMemory memory, @Nullable NewEntries newEntries) {
    return new PollContent(outcome, null, null, transfer, memory, newEntries);
  }

  PollContent retracting(List<Retraction> removed) {
    return new PollContent(outcome, error, retryAfter, transfer, memory, newEntries, removed);
  }

  /** Entries of the document, also if it was not modified; 0 without a readable one. */
  int entries() {
    return outcome.isSuccess() ? memory.entries() : 0;
  }

  /** True if a poll found news that no hub had delivered. */
  boolean hasNews() {
    return newEntries != null && newEntries.push() != null && newEntries.push().news();
  }

  int changed() {
    return newEntries == null ? 0 : newEntries.entries().size();
  }
}
