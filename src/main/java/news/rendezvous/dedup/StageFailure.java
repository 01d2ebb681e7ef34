package news.rendezvous.dedup;

/** A reason why the stage cannot run. Its message is for the operator and names the remedy. */
final class StageFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  StageFailure(String message) {
    super(message);
  }

  StageFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
