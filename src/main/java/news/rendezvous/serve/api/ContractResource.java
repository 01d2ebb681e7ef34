package news.rendezvous.serve.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import news.rendezvous.serve.http.Representation;

/** JSON Schema and AsyncAPI document of the items topic. */
@Path("/")
public class ContractResource {

  private static final String AN_HOUR = "public, max-age=3600";

  // JSON Schema 2020-12 (core), section 14.1
  private final Representation schema = published("news-item.json", "application/schema+json");
  private final Representation asyncApi =
      published("asyncapi.yaml", "application/vnd.aai.asyncapi+yaml;version=3.0.0");

  @GET
  @Path("schemas/news-item.json")
  public Response schema(@Context HttpHeaders headers) {
    return schema.answer(headers).header(HttpHeaders.CACHE_CONTROL, AN_HOUR).build();
  }

  @GET
  @Path("asyncapi.yaml")
  public Response asyncApi(@Context HttpHeaders headers) {
    return asyncApi.answer(headers).header(HttpHeaders.CACHE_CONTROL, AN_HOUR).build();
  }

  private static Representation published(String name, String mediaType) {
    try (InputStream in = ContractResource.class.getResourceAsStream("/contract/" + name)) {
      return new Representation(Objects.requireNonNull(in, name).readAllBytes(), mediaType);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
