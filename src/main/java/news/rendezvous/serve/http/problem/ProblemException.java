package news.rendezvous.serve.http.problem;

import jakarta.ws.rs.WebApplicationException;

/** Ends a request with a problem document. */
public final class ProblemException extends WebApplicationException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** The exception for a problem. */
  public ProblemException(Problem problem) {
    super(problem.detail(), problem.toResponse());
    this.problem = problem;
  }

  /** The problem, for another representation than the document. */
  public Problem problem() {
    return problem;
  }
}
