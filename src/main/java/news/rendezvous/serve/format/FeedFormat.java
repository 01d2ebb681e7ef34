package news.rendezvous.serve.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import news.rendezvous.serve.http.EntityTag;
import news.rendezvous.view.ViewItem;

/** A syndication format. */
public interface FeedFormat {

  /** Extension in URLs of its documents, such as {@code rss}. */
  String extension();

  /** Media type, with the charset where the type has that parameter. */
  String mediaType();

  /** Media types that select it in {@code Accept}: its own without parameters, then aliases. */
  List<String> accepts();

  /** The document in UTF-8. */
  byte[] render(FeedDocument document);

  /** A digest of all that the format shows of an item. */
  byte[] digest(ViewItem held);

  /** Last change of an item as the format shows it; by default that of the story. */
  default Instant changed(ViewItem held) {
    return held.changed();
  }

  /**
   * The entity tag of a document. It depends on what the format shows and neither on other fields
   * of the records nor on the base URL, so that replicas agree that are read one by one.
   */
  default EntityTag entityTag(FeedDocument document) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(render(document.frame()));
    document.items().forEach(item -> parts.add(digest(item)));
    return EntityTag.of(parts);
  }
}
