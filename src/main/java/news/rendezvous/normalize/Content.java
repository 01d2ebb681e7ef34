package news.rendezvous.normalize;

import java.util.List;
import news.rendezvous.parse.Body;
import org.jspecify.annotations.Nullable;

/**
 * The content of an entry as it is shown.
 *
 * @param html sanitised markup
 * @param text plain text; of {@code html} and {@code text} one is there, or neither
 * @param words the text that a reader sees, without a break where a block ends
 * @param compared the same as it is compared
 * @param targets addresses that it links to or shows, in order
 * @param lead address of its first large picture
 */
record Content(
    @Nullable String html,
    @Nullable String text,
    String words,
    String compared,
    List<String> targets,
    @Nullable String lead) {

  Content {
    targets = List.copyOf(targets);
  }

  static Content of(Body body, Pictures pictures, long maxBytes) {
    return body.html() == null
        ? ofText(body.text() == null ? "" : body.text(), maxBytes)
        : ContentHtml.clean(body.html(), pictures, maxBytes);
  }

  static Content ofHtml(String html, Seen seen) {
    return new Content(
        html, null, seen.text(), Fingerprint.comparable(seen.text()), seen.targets(), seen.lead());
  }

  static Content ofText(String text, long maxBytes) {
    String shown = Cut.toBytes(PlainText.paragraphs(text), maxBytes);
    return new Content(
        null,
        shown.isEmpty() ? null : shown,
        shown,
        Fingerprint.comparable(shown),
        List.of(),
        null);
  }

  boolean isEmpty() {
    return html == null && text == null;
  }
}
