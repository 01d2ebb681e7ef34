package news.rendezvous.serve.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import news.rendezvous.serve.http.EntityTag;
import news.rendezvous.view.ViewItem;

/** A syndication format. */
public abstract class FeedFormat {

  private final String extension;
  private final String mediaType;
  private final List<String> accepts;

  FeedFormat(String extension, String mediaType, String... accepts) {
    this.extension = extension;
    this.mediaType = mediaType;
    this.accepts = List.of(accepts);
  }

  /** Extension in URLs of its documents, such as {@code rss}. */
  public String extension() {
    return extension;
  }

  /** Media type, with the charset where the type has that parameter. */
  public String mediaType() {
    return mediaType;
  }

  /** Media types that select it in {@code Accept}: its own without parameters, then aliases. */
  public List<String> accepts() {
    return accepts;
  }

  /** True if the format shows which sources carried an item. */
  public boolean showsCarriers() {
    return false;
  }

  public abstract byte[] render(FeedDocument document);

  /** True where the format has a place for withdrawn items. */
  public boolean listsWithdrawals() {
    return false;
  }

  /** A digest of all that the format shows of an item. */
  abstract byte[] digest(ViewItem held);

  /** Last change of an item as the format shows it; by default that of the story. */
  public Instant changed(ViewItem held) {
    return held.changed();
  }

  /**
   * The entity tag of a document. It depends on what the format shows and neither on other fields
   * of the records nor on the base URL, so that replicas agree that are read one by one.
   */
  public EntityTag entityTag(FeedDocument document) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(render(document.frame()));
    document.items().forEach(item -> parts.add(digest(item)));
    return EntityTag.of(parts);
  }
}
