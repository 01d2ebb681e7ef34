package news.rendezvous.serve.api;

import jakarta.ws.rs.core.Response;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.view.SearchTimeoutException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a search that was given up: other searches go on, and a narrower one succeeds. */
class SearchTimeouts {

  private static final Problem TOO_LONG =
      new Problem(
          "search-too-long",
          "The search takes too long",
          503,
          "The search was given up, since it took too long (rendezvous.view.max-search). Make it"
              + " narrower: with words beside regular expressions, source, lang or since.",
          "q");

  @ServerExceptionMapper
  Response map(SearchTimeoutException failure) {
    return TOO_LONG.toRetryResponse();
  }
}
