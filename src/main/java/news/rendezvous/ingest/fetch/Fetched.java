package news.rendezvous.ingest.fetch;

import java.net.URI;
import java.time.Duration;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;

/** Result of a fetch. Every failure is one of these values; an exception is a bug. */
public sealed interface Fetched {

  Transfer transfer();

  /**
   * Cost of a fetch, and the caching information of its response.
   *
   * @param wireBytes bytes of bodies received, before decoding
   * @param took from the request to the end of the response
   * @param freshFor freshness lifetime (RFC 9111 section 4.2.1); null if none is declared
   * @param movedTo target of the permanent redirects (301, 308) at the start of the redirect chain;
   *     those after a temporary one do not count
   * @param status of the last response; null without a complete one
   */
  record Transfer(
      long wireBytes,
      Duration took,
      @Nullable Duration freshFor,
      @Nullable URI movedTo,
      @Nullable Integer status) {}

  /** A complete document; its validators count once it has proved to be a feed. */
  record Modified(Document document, Validators validators, Transfer transfer) implements Fetched {}

  /** The document has not changed since the validators were issued (304). */
  record NotModified(Validators validators, Transfer transfer) implements Fetched {}

  /** No document. */
  record Failed(
      PollOutcome outcome, String detail, @Nullable Duration retryAfter, Transfer transfer)
      implements Fetched {}
}
