package news.rendezvous.dedup;

/** Keeps the stage from running; its message is for the operator and says what to do. */
final class StageFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  StageFailure(String message) {
    super(message);
  }

  StageFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
