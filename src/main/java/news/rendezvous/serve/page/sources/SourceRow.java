package news.rendezvous.serve.page.sources;

import news.rendezvous.serve.page.layout.SourceIcon;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Row of the table of sources. The URL of its feed may hold a secret and is left out.
 *
 * @param id the source's id
 * @param name its title, else its id
 * @param icon its icon
 * @param page URL of its page
 * @param state its status
 * @param enabled true if it is polled at all
 * @param failure result of the last poll, if it failed
 * @param error last error, with its remedy
 * @param warning warning about the source
 * @param polls the last polls
 * @param lastSuccess time of the last successful poll; null for none
 * @param latency time that a poll takes, with its unit; null before the first one
 * @param storiesPerDay new and changed stories; null while unknown
 * @param next time of the next poll; null for never, or as soon as possible
 * @param due true if the next poll is due
 */
record SourceRow(
    String id,
    String name,
    SourceIcon icon,
    String page,
    StatusLabel state,
    boolean enabled,
    @Nullable Failure failure,
    @Nullable String error,
    @Nullable String warning,
    PollStrip polls,
    @Nullable RelativeTime lastSuccess,
    @Nullable String latency,
    @Nullable String storiesPerDay,
    @Nullable RelativeTime next,
    boolean due) {

  /**
   * Result of a failed poll.
   *
   * @param status HTTP status; null without a response
   */
  record Failure(PollOutcome outcome, @Nullable Integer status) {}
}
