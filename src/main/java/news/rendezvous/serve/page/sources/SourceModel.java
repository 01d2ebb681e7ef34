package news.rendezvous.serve.page.sources;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.schedule.PollReason;
import news.rendezvous.ingest.push.PushState;
import news.rendezvous.ingest.resolve.KnownReferences.ReferenceState;
import news.rendezvous.serve.page.layout.DisplayTime;
import news.rendezvous.serve.page.layout.Layout;
import news.rendezvous.serve.page.story.Card;
import news.rendezvous.source.PollOutcome;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Model of the page of one source.
 *
 * @param frame parts that all pages have
 * @param row its row in the table of all sources
 * @param definition what an operator or its feed says of it
 * @param schedule its polls
 * @param document its last document
 * @param failures failures of the last polls, newest first
 * @param polls the last polls, newest first
 * @param references counts of its references
 * @param items number of its stories in the view
 * @param sharing stories that it shares with others
 * @param partners sources that it shares most stories with
 * @param stories its newest stories
 * @param list URL of the list of its stories
 * @param feeds its feeds here, with absolute URLs
 */
public record SourceModel(
    Layout frame,
    SourceRow row,
    Definition definition,
    Schedule schedule,
    Document document,
    List<FailureRun> failures,
    List<PollRow> polls,
    ReferenceState references,
    int items,
    StorySharing sharing,
    List<PartnerLink> partners,
    List<Card> stories,
    String list,
    List<SourceFeed> feeds) {

  public SourceModel {
    failures = List.copyOf(failures);
    polls = List.copyOf(polls);
    partners = List.copyOf(partners);
    stories = List.copyOf(stories);
    feeds = List.copyOf(feeds);
  }

  /** Outcomes that a poll may have, for the scripts. */
  public List<PollOutcome> outcomes() {
    return List.of(PollOutcome.values());
  }

  /** The latest failure of its references, without the rest of URLs. */
  public @Nullable String referenceError() {
    return SourceRows.withoutSecrets(references.lastError());
  }

  /**
   * Definition of a source.
   *
   * @param home its home page
   * @param language BCP 47 tag
   * @param edition within which its stories are compared
   * @param configured true if the configuration defines it
   */
  record Definition(
      @Nullable String home,
      @Nullable String language,
      @Nullable String edition,
      boolean configured) {

    static Definition of(SourceSummary source) {
      return new Definition(
          source.homePage(), source.language(), source.edition(), source.source().configured());
    }
  }

  /**
   * Polls of a source.
   *
   * @param last time of the last poll; null before the first one
   * @param interval its own interval
   * @param reason reason of the time of the next poll
   * @param pausedUntil time until which its host must not be requested (Retry-After)
   * @param failures failures in a row
   * @param push its subscription at a hub; null where its feed announces none
   */
  record Schedule(
      @Nullable RelativeTime last,
      RelativeTime.@Nullable Span interval,
      @Nullable Reason reason,
      @Nullable DisplayTime pausedUntil,
      int failures,
      @Nullable Push push) {}

  /**
   * Subscription of a source at a WebSub hub.
   *
   * @param hub its host: the whole URL may hold a secret
   * @param state word of the API
   * @param last time of the last push; null before it
   */
  record Push(String hub, String state, @Nullable RelativeTime last) {

    static Push of(PushState push, Instant now) {
      HttpUrl hub = HttpUrl.parse(push.hub());
      Instant last = push.lastPush();
      return new Push(
          hub == null ? push.hub() : hub.host(),
          push.state(),
          last == null ? null : RelativeTime.of(last, now));
    }
  }

  /**
   * Reason of the time of the next poll.
   *
   * @param known its facts; null where the text is free
   * @param text in English
   */
  record Reason(@Nullable PollReason known, String text) {

    static Reason of(String text) {
      return new Reason(
          PollReason.parse(text).orElse(null),
          Objects.requireNonNull(SourceRows.withoutSecrets(text)));
    }
  }

  /**
   * Last document of a source.
   *
   * @param entries number of its entries
   * @param etag its validator of that name
   * @param lastModified its validator of that name
   * @param moving permanent redirect of its URL
   * @param olderPages older pages of the feed that may still be read
   */
  record Document(
      int entries,
      @Nullable String etag,
      @Nullable String lastModified,
      @Nullable Moving moving,
      int olderPages) {}

  /**
   * Permanent redirect.
   *
   * @param host of its target: the whole URL may hold a secret
   * @param times answers in a row that redirected there
   * @param since time of the first one
   */
  record Moving(String host, int times, @Nullable DisplayTime since) {}

  /**
   * One poll.
   *
   * @param took its duration, with the unit
   * @param status HTTP status; null without a response
   * @param error reason of its failure
   */
  record PollRow(
      DisplayTime at,
      PollOutcome outcome,
      PollStrip.Kind kind,
      @Nullable String took,
      @Nullable Integer status,
      int entries,
      int changed,
      @Nullable String error) {}

  /**
   * Feed of the source here.
   *
   * @param name of the format
   * @param href absolute URL
   */
  record SourceFeed(String name, String mediaType, String href) {}

  /**
   * Link to a source that shares stories.
   *
   * @param name its title, else its id
   * @param href URL of its page
   */
  record PartnerLink(String name, String href, StorySharing.Partner counts) {}
}
