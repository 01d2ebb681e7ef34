package news.rendezvous.normalize;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.rendezvous.dialect.Body;
import news.rendezvous.item.InertText;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.Paragraphs;
import news.rendezvous.item.Related;
import org.jspecify.annotations.Nullable;

/**
 * The content of an entry as it is shown.
 *
 * @param html sanitised markup
 * @param text plain text; {@code html} is there too where it reads like markup and is none, or has
 *     formulas
 * @param words the text that a reader sees
 * @param compared the same as it is compared
 * @param targets addresses that it links to or shows, in order
 * @param lead address of its first large picture
 * @param referencePlaces where reference lines stood: offsets in {@code html}
 */
record Content(
    @Nullable String html,
    @Nullable String text,
    String words,
    String compared,
    List<String> targets,
    @Nullable String lead,
    Map<LinkHash, Integer> referencePlaces) {

  /** What a reader that takes any text for HTML would not show. */
  private static final Pattern LIKE_MARKUP = Pattern.compile("<[A-Za-z/!?]");

  Content {
    targets = List.copyOf(targets);
    referencePlaces = Map.copyOf(referencePlaces);
  }

  static Content of(Body body, Pictures pictures, long maxBytes) {
    if (body.html() == null) {
      return ofText(body.text() == null ? "" : body.text(), maxBytes);
    }
    Content content = ContentHtml.clean(body.html(), pictures, maxBytes);
    return body.refers() ? content.inBoth(body.text(), maxBytes) : content;
  }

  /**
   * A story that refers to others is there as text and as markup, whichever of the two it came as:
   * a text has no place for pictures, and a reader of texts is not to see references.
   *
   * @param own its text where it came as one
   */
  private Content inBoth(@Nullable String own, long maxBytes) {
    if (html == null) {
      return this;
    }
    String shown = PlainText.paragraphs(own == null ? InertText.of(HtmlText.of(html)) : own);
    return bytes(html) + bytes(shown) > maxBytes || shown.isEmpty()
        ? this
        : new Content(html, shown, words, compared, targets, lead, referencePlaces);
  }

  /** References of the content at the places where their lines stood. */
  List<Related> placing(List<Related> references) {
    return references.stream().map(one -> one.at(referencePlaces.get(one.link()))).toList();
  }

  /**
   * A content of markup.
   *
   * @param room bytes that its text may take beside it; where they are too few it has none
   */
  static Content ofHtml(String html, Seen seen, Map<LinkHash, Integer> referencePlaces, long room) {
    String words = seen.text();
    boolean both = room > 0 && bytes(html) + bytes(words) <= room;
    return new Content(
        html,
        both ? InertText.of(PlainText.paragraphs(words)) : null,
        words,
        Fingerprint.comparable(words),
        seen.targets(),
        seen.lead(),
        referencePlaces);
  }

  static Content ofText(String text, long maxBytes) {
    String shown = Cut.toBytes(PlainText.paragraphs(text), maxBytes);
    return new Content(
        LIKE_MARKUP.matcher(shown).find() ? asMarkup(shown, maxBytes) : null,
        shown.isEmpty() ? null : shown,
        shown,
        Fingerprint.comparable(shown),
        List.of(),
        null,
        Map.of());
  }

  // Escaping may make it several times as long: both are kept only where they fit.
  private static @Nullable String asMarkup(String text, long maxBytes) {
    String html = Paragraphs.html(text);
    return bytes(html) + bytes(text) <= maxBytes ? html : null;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** What it links to or shows, in whatever size: sites choose one by the query of an address. */
  Set<String> places() {
    return targets.stream().map(Fingerprint::place).collect(Collectors.toUnmodifiableSet());
  }

  boolean isEmpty() {
    return html == null && text == null;
  }
}
