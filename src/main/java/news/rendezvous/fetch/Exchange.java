package news.rendezvous.fetch;

/** Result of one {@link Hop}. */
public sealed interface Exchange {

  /** Bytes of the body on the wire. */
  long wireBytes();

  /**
   * A response, of any status.
   *
   * @param body decoded, up to the limit of the plan
   */
  record Response(ResponseHead head, byte[] body, long wireBytes) implements Exchange {}

  /**
   * No complete response.
   *
   * @param detail the reason, for an operator
   */
  record Failed(Outcome outcome, String detail, long wireBytes) implements Exchange {}
}
