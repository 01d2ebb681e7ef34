package news.rendezvous.poll;

/** What became of a request to poll a source now. */
public sealed interface PollAnswer {

  /** It was polled. */
  record Polled(PollReport report) implements PollAnswer {}

  /** Another replica owns it and has been asked. */
  record Elsewhere() implements PollAnswer {}

  /** There is no such source, or it is disabled. */
  record NotPolled() implements PollAnswer {}

  /**
   * The poll could not be completed; it will be repeated.
   *
   * @param reason in words
   */
  record Failed(String reason) implements PollAnswer {}
}
