package news.rendezvous.resolve;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.RecordTimes;
import org.jspecify.annotations.Nullable;

/**
 * What an address answered last: the value of a record in the references topic, whose key is the
 * address.
 *
 * @param label the kind of answer
 * @param urls where it leads; empty where it leads nowhere, or not this time
 * @param type media type of a reference that is itself a picture, film or sound
 * @param asked when the answer came
 * @param since when the first answer in a row without a URL came
 * @param failures how many failures came in a row
 * @param until when to ask again
 */
record Remembered(
    String label,
    List<CanonicalUrl> urls,
    @Nullable String type,
    Instant asked,
    Instant since,
    int failures,
    Instant until) {

  Remembered {
    Objects.requireNonNull(label, "label");
    RecordTimes.required(asked, "asked");
    RecordTimes.required(since, "since");
    RecordTimes.required(until, "until");
    urls = List.copyOf(urls);
  }

  static Remembered of(Answer answer, Instant asked, Instant since, int failures, Instant until) {
    return answer instanceof Answer.Resolved resolved
        ? new Remembered(
            answer.label(), resolved.urls(), resolved.type(), asked, since, failures, until)
        : new Remembered(answer.label(), List.of(), null, asked, since, failures, until);
  }

  Answer answer() {
    if (!urls.isEmpty()) {
      return new Answer.Resolved(label, urls, type);
    }
    return failures > 0 ? new Answer.Failed(label) : new Answer.Absent(label);
  }
}
