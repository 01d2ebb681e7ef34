package news.rendezvous.serve.http.problem;

import com.fasterxml.jackson.core.JsonParseException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;

/** Fails in every way that a resource can. */
@Path("/failing")
public class FailingResource {

  record Lock(String name, Duration interval, List<Gate> gates) {}

  record Gate(int width) {}

  @GET
  @Path("{how}")
  @Produces(MediaType.APPLICATION_JSON)
  public String fail(@PathParam("how") String how) throws Exception {
    throw switch (how) {
      case "bug" -> new IllegalStateException("secret of the house");
      case "refused" -> new BadRequestException("secret of the house");
      case "kafka" -> new org.apache.kafka.common.errors.TimeoutException("secret of the house");
      case "json" -> new JsonParseException(null, "secret of the house");
      default -> new ProblemException(Problem.of(409, "There is one already."));
    };
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response take(Lock lock) {
    return Response.noContent().build();
  }
}
