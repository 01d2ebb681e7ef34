package news.rendezvous.serve;

import java.time.Instant;
import java.util.List;
import news.rendezvous.view.Held;

/** A way to write a feed. */
interface FeedFormat {

  /** The last part of the addresses of its documents, such as {@code rss}. */
  String extension();

  /** Its media type, with the charset where the type has such a parameter. */
  String mediaType();

  /** Its media type without parameters, then others by which clients ask for it. */
  List<String> askedForAs();

  /** The document, UTF-8. */
  byte[] render(FeedDocument document);

  /** Stands for all that the format says of an item. */
  byte[] hash(Held held);

  /** When it last said something else of an item: by default when the story changed. */
  default Instant changed(Held held) {
    return held.changed();
  }
}
