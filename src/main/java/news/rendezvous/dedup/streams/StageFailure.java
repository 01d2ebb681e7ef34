package news.rendezvous.dedup.streams;

/** A reason why the stage cannot run. Its message is for the operator and names the remedy. */
public final class StageFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StageFailure(String message) {
    super(message);
  }

  public StageFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
