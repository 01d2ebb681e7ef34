package news.rendezvous.fetch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a fetch ended. Every failure is one of these values; an exception is a bug. */
public sealed interface Fetched {

  /** What it cost, and what it says about the next fetch. */
  Transfer transfer();

  /**
   * A complete document.
   *
   * @param document what came
   * @param validators to be sent with the next request, once the document has proved to be a feed
   */
  record Modified(Document document, Validators validators, Transfer transfer) implements Fetched {}

  /**
   * The document is still what it was when the validators were given.
   *
   * @param validators to be sent with the next request
   */
  record NotModified(Validators validators, Transfer transfer) implements Fetched {}

  /**
   * No document.
   *
   * @param outcome why, by its label
   * @param detail why, in words that tell an operator what to do
   * @param retryAfter how long to wait at least, where the upstream said so
   */
  record Failed(Outcome outcome, String detail, @Nullable Duration retryAfter, Transfer transfer)
      implements Fetched {}
}
