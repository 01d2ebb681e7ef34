package news.rendezvous.ingest.push;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import news.rendezvous.item.text.RecordTimes;
import news.rendezvous.source.StoredSecret;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of this service at the hub of a source, as its owner stores it: a part of a record
 * in the subscriptions topic. The names of its components are stored JSON.
 *
 * @param feed URL of the source when its feed announced the hub
 * @param document URL of that document, after redirects
 * @param hubs hubs that the feed announces, in their order
 * @param hub index of the hub that is used
 * @param topic URL of the feed as the hub knows it
 * @param callback unguessable id of the callback, which only the hub knows
 * @param secret key of the signatures of the hub
 * @param requestedAt time of the last request that the hub accepted; null before it
 * @param due time of the next request, or of the end of the record
 * @param failures of requests in a row, also of those that the hub accepted and did not verify
 * @param misses polls in a row that found news which the hub had not delivered
 * @param newsAt time of the last poll that found such news; null before it
 * @param lastError cause of the last failure; null after a success
 * @param retired former callbacks, which a hub may still use
 */
public record PushSubscription(
    String feed,
    String document,
    List<String> hubs,
    int hub,
    String topic,
    Phase phase,
    String callback,
    StoredSecret secret,
    @Nullable Instant requestedAt,
    Instant due,
    int failures,
    int misses,
    @Nullable Instant newsAt,
    @Nullable String lastError,
    List<Retired> retired) {

  /** Callbacks that ended and are kept, so that their hubs learn it. */
  private static final int MAX_RETIRED = 4;

  private static final int MAX_ERROR = 300;

  /** A feed may announce another hub or topic so often in that time: some differ at each poll. */
  private static final int MAX_CHANGES = 3;

  private static final Duration CHANGES = Duration.ofHours(1);

  /** Polls in a row that may find news which the hub had not delivered. */
  private static final int MAX_MISSES = 1;

  /** Phase of a subscription; the names are stored. */
  enum Phase {
    /** To be requested of the hub when it is due. */
    PENDING,
    /** The hub accepted the request; its verification is awaited, or has come. */
    ACCEPTED,
    /** All hubs refused; tried again when it is due. */
    REFUSED,
    /** The hub denied it later (W3C WebSub section 5.2). */
    DENIED,
    /** The hub delivered nothing while polls found news. */
    SILENT,
    /** Hub or topic is this service itself. */
    OWN,
    /** The source is gone or announces no hub; the record is removed when it is due. */
    ENDED
  }

  /**
   * A callback that ended.
   *
   * @param since time of its end
   */
  record Retired(String callback, String hub, String topic, Instant since) {

    Retired {
      Objects.requireNonNull(callback, "the callback is missing");
      Objects.requireNonNull(hub, "the hub is missing");
      Objects.requireNonNull(topic, "the topic is missing");
      RecordTimes.required(since, "since");
    }
  }

  /** Rejects incomplete records, which are then skipped. */
  public PushSubscription {
    Objects.requireNonNull(feed, "feed is missing");
    Objects.requireNonNull(document, "document is missing");
    Objects.requireNonNull(topic, "topic is missing");
    Objects.requireNonNull(phase, "phase is missing");
    Objects.requireNonNull(callback, "callback is missing");
    Objects.requireNonNull(secret, "secret is missing");
    RecordTimes.optional(requestedAt, "requested_at");
    RecordTimes.required(due, "due");
    RecordTimes.optional(newsAt, "news_at");
    hubs = List.copyOf(hubs);
    retired = List.copyOf(retired);
    if (hub < 0 || hub >= hubs.size()) {
      throw new IllegalArgumentException("hub is %d of %d".formatted(hub, hubs.size()));
    }
    if (lastError != null && lastError.length() > MAX_ERROR) {
      lastError = lastError.substring(0, MAX_ERROR - 1) + '…';
    }
  }

  /** Callback and key of one attempt. */
  record Credentials(String callback, StoredSecret secret) {}

  /** A subscription to be requested, for a hub that a feed announces. */
  static PushSubscription of(
      String feed,
      String document,
      List<String> hubs,
      String topic,
      Credentials credentials,
      Instant due) {
    return new PushSubscription(
        feed,
        document,
        hubs,
        0,
        topic,
        Phase.PENDING,
        credentials.callback(),
        credentials.secret(),
        null,
        due,
        0,
        0,
        null,
        null,
        List.of());
  }

  String hubUrl() {
    return hubs.get(hub);
  }

  /** True while the callback is the one that the hub uses, or may use. */
  boolean isOpen() { // as a public method it would be a property of the stored JSON
    return phase == Phase.PENDING || phase == Phase.ACCEPTED;
  }

  /** True while this callback is the one that the hub uses, or may use. */
  public boolean isOpenAt(String id) {
    return isOpen() && callback.equals(id);
  }

  boolean isFor(List<String> announced, String topicUrl) {
    return hubs.equals(announced) && topic.equals(topicUrl);
  }

  /** True for the URL of the source, also after it followed a permanent redirect. */
  boolean isOfSource(String url) {
    return feed.equals(url) || document.equals(url);
  }

  /** True if polls found news that the hub had not delivered, too often for an oversight. */
  boolean isSilent() {
    return misses > MAX_MISSES;
  }

  /** After the hub has accepted a request; its failures count until it has verified one. */
  PushSubscription accepted(Instant now) {
    return with(hub, Phase.ACCEPTED, now, now, failures, misses, newsAt, lastError);
  }

  /** After a lease has been verified. */
  PushSubscription verified() {
    return with(hub, phase, requestedAt, due, 0, misses, newsAt, null);
  }

  /** To be requested again, with the same callback. */
  PushSubscription again(Instant when) {
    return with(hub, Phase.PENDING, requestedAt, when, failures, misses, newsAt, lastError);
  }

  /** After a request failed in a way that may pass. */
  PushSubscription failed(String error, Instant when) {
    return with(hub, Phase.PENDING, requestedAt, when, failures + 1, misses, newsAt, error);
  }

  boolean hasNextHub() {
    return hub + 1 < hubs.size();
  }

  /** Given up until it is due. */
  PushSubscription ended(Phase why, @Nullable String error, Instant when) {
    return with(hub, why, requestedAt, when, failures, 0, newsAt, error);
  }

  /** After a poll found news; the hub may deliver it yet. */
  PushSubscription withNews(Instant at) {
    return with(hub, phase, requestedAt, due, failures, misses, at, lastError);
  }

  /** After the hub had time to deliver the news that a poll found. */
  PushSubscription withDelivery(boolean delivered) {
    return delivered
        ? with(hub, phase, requestedAt, due, failures, 0, null, lastError)
        : with(hub, phase, requestedAt, due, failures, misses + 1, newsAt, lastError);
  }

  PushSubscription announcedAt(String feedUrl, String documentUrl) {
    return with(feedUrl, documentUrl, retired);
  }

  /**
   * A new attempt, with another callback.
   *
   * @param hubIndex of the hub that is requested
   */
  PushSubscription anew(
      List<String> hubUrls, int hubIndex, String topicUrl, Credentials next, Instant when) {
    return new PushSubscription(
        feed,
        document,
        hubUrls,
        hubIndex,
        topicUrl,
        Phase.PENDING,
        next.callback(),
        next.secret(),
        null,
        when,
        0,
        0,
        newsAt,
        lastError,
        retired);
  }

  /** The same with its callback among the retired ones. */
  PushSubscription retiring(Instant now) {
    List<Retired> all = new ArrayList<>(retired);
    all.removeIf(one -> one.callback().equals(callback));
    all.add(new Retired(callback, hubUrl(), topic, now));
    return with(feed, document, all.subList(Math.max(0, all.size() - MAX_RETIRED), all.size()));
  }

  /** True if the feed announced another hub or topic too often of late to be followed. */
  boolean changesTooOften(Instant now) {
    return retired.stream().filter(one -> one.since().plus(CHANGES).isAfter(now)).count()
        >= MAX_CHANGES;
  }

  /** True for a callback that ended, with the topic that it was for. */
  public boolean isRetired(String id, String topicUrl) {
    return retired.stream()
        .anyMatch(one -> one.callback().equals(id) && one.topic().equals(topicUrl));
  }

  /** All ids by which a hub may call. */
  Stream<String> callbacks() {
    return Stream.concat(Stream.of(callback), retired.stream().map(Retired::callback));
  }

  private PushSubscription with(
      int hubIndex,
      Phase next,
      @Nullable Instant requested,
      Instant when,
      int failed,
      int missed,
      @Nullable Instant news,
      @Nullable String error) {
    return new PushSubscription(
        feed, document, hubs, hubIndex, topic, next, callback, secret, requested, when, failed,
        missed, news, error, retired);
  }

  private PushSubscription with(String feedUrl, String documentUrl, List<Retired> ended) {
    return new PushSubscription(
        feedUrl,
        documentUrl,
        hubs,
        hub,
        topic,
        phase,
        callback,
        secret,
        requestedAt,
        due,
        failures,
        misses,
        newsAt,
        lastError,
        ended);
  }

  /** Without callback and secret, which must not get into a log. */
  @Override
  public String toString() {
    return "PushSubscription[feed=%s, phase=%s]".formatted(feed, phase);
  }
}
