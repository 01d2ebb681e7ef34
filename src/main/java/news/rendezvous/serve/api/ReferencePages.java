package news.rendezvous.serve.api;

import java.util.List;
import java.util.Map;
import news.rendezvous.serve.http.Representation;

/** Renders references as a web page. */
public interface ReferencePages {

  /**
   * The page of several references, or of an unresolved one.
   *
   * @param references in the order of the request
   * @param unknown hashes that no story refers to
   */
  Representation page(List<ReferenceAnswer> references, List<String> unknown);

  /** Additional response headers. */
  Map<String, String> headers();
}
