package news.rendezvous.serve.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Renders references as a web page. */
public interface ReferencePages {

  /**
   * The page of several references, or of an unresolved one.
   *
   * @param references in the order of the request
   * @param unknown hashes that no story refers to
   * @param headers of the request, whose language the page has
   * @return the response without {@code Cache-Control}
   */
  Response.ResponseBuilder answer(
      List<ReferenceAnswer> references, List<String> unknown, HttpHeaders headers);
}
