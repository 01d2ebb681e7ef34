package news.rendezvous.admin;

import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import news.rendezvous.item.LinkHash;
import news.rendezvous.problem.Problem;
import news.rendezvous.problem.ProblemException;

/** What an operator may do to a reference. */
@Path("/admin/references")
public class ReferenceCommandResource {

  private final ReferenceCommands commands;

  @Inject
  ReferenceCommandResource(ReferenceCommands commands) {
    this.commands = commands;
  }

  /**
   * Asks again now where a reference leads, though it is resolved or not due; waits for no answer.
   *
   * @throws ProblemException 400 for a path that is no hash, 404 for one that nobody refers to
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
    if (!commands.askAgain(link)) {
      throw new ProblemException(
          Problem.of(404, "No story that is known refers to '%s'.".formatted(link)));
    }
    return Response.accepted().build();
  }
}
