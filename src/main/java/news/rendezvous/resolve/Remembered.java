package news.rendezvous.resolve;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.RecordTimes;
import org.jspecify.annotations.Nullable;

/**
 * What an end point answered last about a reference: the value of a record in the references topic,
 * whose key is the hash.
 *
 * @param address that was asked
 * @param sources ids of the sources that need to know, a bounded number
 * @param title of the reference, as the first story gave it
 * @param label the kind of answer
 * @param error what went wrong
 * @param urls where it leads; empty where it leads nowhere, or not this time
 * @param type media type of a reference that is itself a picture, film or sound
 * @param pageTitle what the page that was answered calls itself
 * @param certain see {@link Answer#isCertain}
 * @param asked when the answer came
 * @param since when the first answer in a row without a URL came
 * @param failures how many failures came in a row
 * @param until when to ask again
 * @param hold until when the host asked to be left alone
 * @param requested when an operator wanted it asked again
 */
record Remembered(
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

  Remembered {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(label, "label");
    RecordTimes.required(asked, "asked");
    RecordTimes.required(since, "since");
    RecordTimes.required(until, "until");
    sources = List.copyOf(sources);
    urls = List.copyOf(urls);
  }

  /** A reference that an operator wants asked before it has been asked for the first time. */
  static Remembered unasked(Inquiry query, URI address, Instant now) {
    return new Remembered(
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

  Answer answer() {
    if (!urls.isEmpty()) {
      return new Answer.Resolved(label, urls, type, pageTitle, certain);
    }
    return failures > 0
        ? new Answer.Failed(label, error == null ? label : error, certain)
        : new Answer.Absent(label, certain);
  }

  boolean leadsSomewhere() {
    return !urls.isEmpty();
  }

  boolean isDue(Instant now) {
    return !now.isBefore(until) || awaitsRequest();
  }

  /** Whether an operator wants it asked again. */
  boolean awaitsRequest() {
    return requested != null && !asked.isAfter(requested);
  }

  /** Whether an operator wanted it asked again and this is the answer. */
  boolean corrects() {
    return requested != null && asked.isAfter(requested);
  }

  Remembered requestedAt(Instant now) {
    return with(sources, now);
  }

  /** The same, needed by one more source, where there is room for it. */
  Remembered neededBy(String source, int most) {
    return sources.contains(source) || sources.size() >= most
        ? this
        : with(Stream.concat(sources.stream(), Stream.of(source)).toList(), requested);
  }

  /** The later of two records about one reference at one end point. */
  Remembered or(Remembered told, int most) {
    Remembered later = told.asked.isBefore(asked) ? this : told;
    Remembered earlier = later.equals(told) ? this : told;
    Remembered all = later;
    for (String source : earlier.sources) {
      all = all.neededBy(source, most);
    }
    return all;
  }

  private Remembered with(List<String> needing, @Nullable Instant wanted) {
    return new Remembered(
        address, needing, title, label, error, urls, type, pageTitle, certain, asked, since,
        failures, until, hold, wanted);
  }
}
