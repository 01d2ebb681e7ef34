package news.rendezvous.ingest.resolve.cache;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import news.rendezvous.ingest.resolve.answer.EndPoint;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import news.rendezvous.item.text.RecordTimes;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * Cached answer of one end point about one reference: the value of a record in the references
 * topic, whose key is the hash.
 *
 * @param sources ids of sources that have the reference, a bounded number
 * @param urls empty for a negative answer and for a failure
 * @param type media type of a reference that is itself an image, video or audio
 * @param pageTitle title of the page in the answer
 * @param certain see {@link EndPointAnswer#isCertain}
 * @param since time of the first answer in a row without a URL
 * @param hold end of the host's hold (Retry-After)
 * @param requested time at which an operator requested it again
 */
public record CachedAnswer(
    URI address,
    List<String> sources,
    @Nullable String title,
    String label,
    @Nullable String error,
    List<CanonicalUrl> urls,
    @Nullable String type,
    @Nullable String pageTitle,
    boolean certain,
    Instant asked,
    Instant since,
    int failures,
    Instant until,
    @Nullable Instant hold,
    @Nullable Instant requested) {

  public CachedAnswer {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(label, "label");
    RecordTimes.required(asked, "asked");
    RecordTimes.required(since, "since");
    RecordTimes.required(until, "until");
    sources = List.copyOf(sources);
    urls = List.copyOf(urls);
  }

  /** A reference that an operator requested before its first request. */
  static CachedAnswer unrequested(ReferenceQuery query, URI address, Instant now) {
    return new CachedAnswer(
        address,
        List.of(query.source()),
        query.title(),
        "requested",
        null,
        List.of(),
        null,
        null,
        true,
        now,
        now,
        0,
        now,
        null,
        now);
  }

  EndPoint endPoint() {
    return EndPoint.of(address);
  }

  public EndPointAnswer answer() {
    if (!urls.isEmpty()) {
      return new EndPointAnswer.Resolved(label, urls, type, pageTitle, certain);
    }
    return failures > 0
        ? new EndPointAnswer.Failed(label, error == null ? label : error, certain)
        : new EndPointAnswer.Absent(label, certain);
  }

  /** True if it is resolved. Not {@code isResolved}, which Jackson would write as a member. */
  public boolean hasUrls() {
    return !urls.isEmpty();
  }

  boolean isDue(Instant now) {
    return !now.isBefore(until) || awaitsRequest();
  }

  /** True if an operator requested it again and no answer has come since. */
  public boolean awaitsRequest() {
    return requested != null && !asked.isAfter(requested);
  }

  /** True if this is the answer to an operator's request. */
  public boolean corrects() {
    return requested != null && asked.isAfter(requested);
  }

  CachedAnswer requestedAt(Instant now) {
    return with(sources, now);
  }

  /** Adds a source, up to a limit. */
  CachedAnswer withSource(String source, int most) {
    return sources.contains(source) || sources.size() >= most
        ? this
        : with(Stream.concat(sources.stream(), Stream.of(source)).toList(), requested);
  }

  /** Merges two records: the later answer, with the sources of both. */
  CachedAnswer or(CachedAnswer other, int most) {
    CachedAnswer later = other.asked.isBefore(asked) ? this : other;
    CachedAnswer earlier = later.equals(other) ? this : other;
    CachedAnswer all = later;
    for (String source : earlier.sources) {
      all = all.withSource(source, most);
    }
    return all;
  }

  private CachedAnswer with(List<String> referring, @Nullable Instant again) {
    return new CachedAnswer(
        address, referring, title, label, error, urls, type, pageTitle, certain, asked, since,
        failures, until, hold, again);
  }
}
