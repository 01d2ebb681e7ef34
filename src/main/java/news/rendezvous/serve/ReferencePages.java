package news.rendezvous.serve;

import java.util.List;
import java.util.Map;

/** What is known of references as a web page. */
public interface ReferencePages {

  /**
   * A page of several references, or of one that leads nowhere yet.
   *
   * @param references in the order in which they were asked for
   * @param unknown hashes that nobody refers to
   */
  Representation page(List<ReferenceAnswer> references, List<String> unknown);

  /** What else is said of such a page. */
  Map<String, String> headers();
}
