package news.rendezvous.serve;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;

/** What consumers of the items topic may rely on, for programs to read. */
@Path("/")
public class ContractResource {

  private static final CacheControl AN_HOUR = CacheControl.valueOf("public, max-age=3600");

  // JSON Schema 2020-12 (core), section 14.1
  private final Published schema = Published.of("news-item.json", "application/schema+json");
  private final Published asyncApi =
      Published.of("asyncapi.yaml", "application/vnd.aai.asyncapi+yaml;version=3.0.0");

  /** The JSON Schema of a news item. */
  @GET
  @Path("schemas/news-item.json")
  public Response schema(@Context Request request) {
    return schema.answer(request);
  }

  /** The AsyncAPI document of the items topic. */
  @GET
  @Path("asyncapi.yaml")
  public Response asyncApi(@Context Request request) {
    return asyncApi.answer(request);
  }

  /** A document that stays the same for as long as this version of the service runs. */
  private record Published(byte[] bytes, String mediaType, EntityTag tag) {

    static Published of(String name, String mediaType) {
      try (InputStream in = ContractResource.class.getResourceAsStream("/contract/" + name)) {
        byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
        return new Published(
            bytes, mediaType, new EntityTag(UUID.nameUUIDFromBytes(bytes).toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Response answer(Request request) {
      Response.ResponseBuilder met = request.evaluatePreconditions(tag);
      Response.ResponseBuilder answer = met == null ? Response.ok(bytes, mediaType) : met;
      return answer.tag(tag).cacheControl(AN_HOUR).build();
    }
  }
}
