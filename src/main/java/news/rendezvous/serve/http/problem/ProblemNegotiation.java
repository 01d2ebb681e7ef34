package news.rendezvous.serve.http.problem;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** Content negotiation for problems of JAX-RS resources: problem document or web page. */
public class ProblemNegotiation {

  private static final MediaType HTML = MediaType.valueOf(ProblemPages.MEDIA_TYPE);

  private final ProblemPages pages;

  ProblemNegotiation(ProblemPages pages) {
    this.pages = pages;
  }

  /** Replaces the entity by the representation that the client prefers. */
  @ServerResponseFilter
  public void negotiate(ContainerResponseContext response) {
    if (response.getEntity() instanceof Problem problem) {
      response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
      HttpHeaders asked = CurrentRequestManager.get().getHttpHeaders();
      pages
          .page(
              problem,
              asked.getRequestHeader(HttpHeaders.ACCEPT),
              asked.getRequestHeader(HttpHeaders.ACCEPT_LANGUAGE),
              CurrentRequestManager.get().serverRequest().getRequestPath())
          .ifPresentOrElse(
              page -> show(page, response), () -> response.setEntity(problem.toJson()));
    }
  }

  private static void show(ProblemPages.Page page, ContainerResponseContext response) {
    response.setEntity(page.body(), null, HTML);
    page.headers().forEach(response.getHeaders()::putSingle);
  }
}
