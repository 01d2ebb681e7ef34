package news.rendezvous.ingest.fetch.http;

/**
 * Read limits of one body, and the policy for a longer one.
 *
 * @param limit applies on the wire and after decoding
 */
public record BodyPlan(Limit limit, WhenOver whenOver) {

  /** Bytes on the wire, and after decoding. */
  public record Limit(long wire, long decoded) {}

  /** Policy for a body that is longer than its limit. */
  public enum WhenOver {
    /** Fail as too large. */
    FAIL,
    /** Truncate the body and close the connection. */
    CUT
  }

  /** Reads no body: the head is enough. */
  public static BodyPlan skip() {
    return new BodyPlan(new Limit(0, 0), WhenOver.CUT);
  }
}
