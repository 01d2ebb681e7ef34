package news.rendezvous.serve.http.problem;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders problems as web pages for browsers. */
public interface ProblemPages {

  /** Media type of the pages. */
  String MEDIA_TYPE = "text/html;charset=UTF-8";

  /**
   * A page.
   *
   * @param body HTML in UTF-8
   * @param headers additional response headers
   */
  record Page(byte[] body, Map<String, String> headers) {
    public Page {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * The page of a problem; empty for a client that does not prefer HTML.
   *
   * @param accept values of the header {@code Accept}
   * @param languages values of the header {@code Accept-Language}
   * @param path raw path of the request
   */
  Optional<Page> page(Problem problem, List<String> accept, List<String> languages, String path);
}
