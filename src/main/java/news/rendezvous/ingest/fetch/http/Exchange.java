package news.rendezvous.ingest.fetch.http;

import news.rendezvous.source.PollOutcome;

/** Result of one {@link HttpRequest}. */
public sealed interface Exchange {

  long wireBytes();

  /** A response, of any status; its body decoded, up to the limit of the plan. */
  record Response(ResponseHead head, byte[] body, long wireBytes) implements Exchange {}

  /** No complete response; the detail has the reason, for an operator. */
  record Failed(PollOutcome outcome, String detail, long wireBytes) implements Exchange {}
}
