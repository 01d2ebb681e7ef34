package news.rendezvous.serve.format;

import java.time.Instant;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Story;
import news.rendezvous.item.text.HtmlEscape;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/** Fields of RSS and Atom that are derived from an item. */
final class ItemFields {

  private ItemFields() {}

  /** Publication date; the time of the first poll with the item where it has none. */
  static Instant published(NewsItem item) {
    Instant published = item.story().datePublished();
    return published == null ? item.extension().firstSeen() : published;
  }

  /** Last change that a reader would notice. */
  static Instant updated(NewsItem item) {
    Instant modified = item.story().dateModified();
    return modified == null ? published(item) : modified;
  }

  /**
   * Last change of a feed because of the item. It depends on the item alone and is the same on all
   * replicas; the timestamp of the record changes with each carrier too.
   */
  static Instant changed(NewsItem item) {
    Instant modified = item.story().dateModified();
    Instant seen = item.extension().firstSeen();
    return modified == null || modified.isBefore(seen) ? seen : modified;
  }

  /** The URL of the story; that of the page of this service where it has none. */
  static String link(NewsItem item, String base) {
    CanonicalUrl url = item.story().url();
    return url == null ? base + "/stories/" + item.id() : url.toString();
  }

  /** The content as HTML, with paragraphs made of plain text; null for a story without. */
  static @Nullable String content(Story story) {
    String text = story.contentText();
    return story.contentHtml() != null || text == null
        ? story.contentHtml()
        : HtmlEscape.paragraphs(text);
  }

  /** The {@link Excerpt} as HTML, for formats with an element for the whole content as well. */
  static @Nullable String description(Story story) {
    String excerpt = Excerpt.of(story);
    return excerpt == null ? null : HtmlEscape.paragraphs(excerpt);
  }
}
