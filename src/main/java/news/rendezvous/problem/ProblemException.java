package news.rendezvous.problem;

import jakarta.ws.rs.WebApplicationException;

/** Ends a request with a problem, from wherever in a resource it is found. */
public final class ProblemException extends WebApplicationException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** The exception whose answer is this problem's document. */
  public ProblemException(Problem problem) {
    super(problem.detail(), problem.toResponse());
    this.problem = problem;
  }

  /** The problem, for whoever tells people of it in another way. */
  public Problem problem() {
    return problem;
  }
}
