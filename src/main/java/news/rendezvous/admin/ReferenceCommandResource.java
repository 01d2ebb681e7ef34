package news.rendezvous.admin;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;

/** Commands for references. */
@Path("/admin/references")
public class ReferenceCommandResource {

  private final ReferenceRetries commands;

  @Inject
  ReferenceCommandResource(ReferenceRetries commands) {
    this.commands = commands;
  }

  /**
   * Retries a reference now, resolved or not, without waiting for the response.
   *
   * @throws ProblemException 400 for a path that is no hash, 404 for a hash that no known story
   *     refers to
   */
  @POST
  @Path("/{hash}/resolve")
  public Response resolve(@PathParam("hash") String hash) {
    LinkHash link =
        LinkHash.parse(hash)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.invalidParameter(
                            "hash",
                            "must be 32 hex digits, such as " + "0123456789abcdef".repeat(2))));
    if (!commands.retry(link)) {
      throw new ProblemException(Problem.UNKNOWN_REFERENCE);
    }
    return Response.accepted().build();
  }
}
