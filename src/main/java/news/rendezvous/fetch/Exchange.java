package news.rendezvous.fetch;

/** How one {@link Hop} ended. */
public sealed interface Exchange {

  /** Bytes of the body that came over the wire. */
  long wireBytes();

  /**
   * A response, of any status.
   *
   * @param body decoded; as much of it as the plan wanted
   */
  record Response(ResponseHead head, byte[] body, long wireBytes) implements Exchange {}

  /**
   * No complete response.
   *
   * @param outcome why, by its label
   * @param detail why, in words
   */
  record Failed(Outcome outcome, String detail, long wireBytes) implements Exchange {}
}
