package news.rendezvous.normalize;

import java.util.List;
import news.rendezvous.parse.Body;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The content of an entry as it is shown.
 *
 * @param html sanitised markup
 * @param text plain text; of {@code html} and {@code text} one is there, or neither
 * @param compared the text that a reader sees, for comparing
 * @param targets addresses that it links to or shows, in order
 * @param lead address of its first large picture
 */
record Content(
    @Nullable String html,
    @Nullable String text,
    String compared,
    List<String> targets,
    @Nullable String lead) {

  private static final String SEEN_WITHOUT_TEXT = "img, audio, video";

  Content {
    targets = List.copyOf(targets);
  }

  static Content of(Body body, ContentHtml cleaner, long maxBytes) {
    if (body.html() != null) {
      return ofClean(cleaner.clean(body.html()), maxBytes);
    }
    return ofText(body.text() == null ? "" : body.text(), maxBytes);
  }

  private static Content ofClean(Element clean, long maxBytes) {
    // Text that was called HTML is better shown as text: its line breaks mean something there.
    if (clean.childrenSize() == 0) {
      return ofText(clean.wholeText(), maxBytes);
    }
    if (!clean.hasText() && clean.select(SEEN_WITHOUT_TEXT).isEmpty()) {
      return ofText("", maxBytes);
    }
    List<String> targets = clean.select("[href], [src]").stream().map(Content::target).toList();
    String lead = Pictures.lead(clean).orElse(null);
    return new Content(ContentHtml.write(clean), null, clean.wholeText(), targets, lead);
  }

  private static String target(Element element) {
    return element.hasAttr("href") ? element.attr("href") : element.attr("src");
  }

  static Content ofText(String text, long maxBytes) {
    String shown = Cut.toBytes(PlainText.paragraphs(text), maxBytes);
    return new Content(null, shown.isEmpty() ? null : shown, shown, List.of(), null);
  }

  boolean isEmpty() {
    return html == null && text == null;
  }
}
