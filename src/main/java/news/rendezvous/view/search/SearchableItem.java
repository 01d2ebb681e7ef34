package news.rendezvous.view.search;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of an item that a query can test. */
public interface SearchableItem {

  /** Title and text, folded by {@link SearchTokenizer#fold}. */
  String words();

  /** Empty without a title. */
  String title();

  List<String> authors();

  List<String> tags();

  /** Ids of the sources that carried it. */
  Collection<String> carriers();

  /** BCP 47 tag; null where it is not known. */
  @Nullable String language();

  /**
   * Host of the URL in lower case, an internationalised one in its ASCII form; null without a URL.
   */
  @Nullable String site();
}
