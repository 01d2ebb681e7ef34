package news.rendezvous.fetch;

/**
 * How much of a body to read.
 *
 * @param limit bytes, counted on the wire and after decoding alike
 * @param whenOver what to do with a body that is longer
 */
public record BodyPlan(Limit limit, WhenOver whenOver) {

  /**
   * The two limits of a body.
   *
   * @param wire bytes on the wire
   * @param decoded bytes after decoding
   */
  public record Limit(long wire, long decoded) {}

  /** What to do with a body that is longer than its limit. */
  public enum WhenOver {
    /** Fail as too large. */
    FAIL,
    /** Take what was read until then and close the connection. */
    CUT
  }

  /** Reads nothing: the head is all that is wanted. */
  public static BodyPlan skip() {
    return new BodyPlan(new Limit(0, 0), WhenOver.CUT);
  }
}
