package news.rendezvous.serve.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import news.rendezvous.serve.http.EntityTag;
import news.rendezvous.view.ViewItem;
import news.rendezvous.view.Withdrawal;

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

  /** State of a document: the items that it lists, to make a delta to a later one. */
  public DocumentState state(FeedDocument document) {
    return new DocumentState(
        LongStream.concat(
            document.items().stream().mapToLong(this::hash),
            document.withdrawn().stream().mapToLong(FeedFormat::hash)));
  }

  /** The document with only those items and withdrawals that a former one did not list so. */
  public FeedDocument delta(FeedDocument document, DocumentState former) {
    return new FeedDocument(
        document.head(),
        document.id(),
        document.links(),
        document.updated(),
        document.items().stream().filter(item -> !former.has(hash(item))).toList(),
        document.withdrawn().stream().filter(gone -> !former.has(hash(gone))).toList());
  }

  private long hash(ViewItem item) {
    return DocumentState.hash(digest(item));
  }

  private static long hash(Withdrawal gone) {
    return DocumentState.hash(gone.id() + " " + gone.time());
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
