package news.rendezvous.ingest.normalize.html;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.rendezvous.item.Related;
import news.rendezvous.item.text.ComparableText;
import news.rendezvous.item.text.HtmlEscape;
import news.rendezvous.item.text.InertText;
import news.rendezvous.item.text.Truncation;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.item.url.MediaUrl;
import org.jspecify.annotations.Nullable;

/**
 * The content of an entry as it is published.
 *
 * @param text plain text; {@code html} is there too where the text could be mistaken for markup, or
 *     has formulas or references
 * @param compared the same in its comparison form
 * @param targets URLs that it links to or shows, in order
 * @param lead URL of its first large picture
 * @param referencePlaces offsets in {@code html} of the reference lines that were removed
 */
public record Content(
    @Nullable String html,
    @Nullable String text,
    String words,
    String compared,
    List<String> targets,
    @Nullable String lead,
    Map<LinkHash, Integer> referencePlaces) {

  /** A reader that takes any text for HTML would not show it. */
  private static final Pattern LIKE_MARKUP = Pattern.compile("<[A-Za-z/!?]");

  public Content {
    targets = List.copyOf(targets);
    referencePlaces = Map.copyOf(referencePlaces);
  }

  /**
   * Content of sanitised markup.
   *
   * @param room most bytes of markup and text together; without room there is no text
   */
  static Content ofHtml(
      String html, VisibleContent seen, Map<LinkHash, Integer> referencePlaces, long room) {
    String words = seen.text();
    boolean both = room > 0 && bytes(html) + bytes(words) <= room;
    return new Content(
        html,
        both ? InertText.of(PlainText.paragraphs(words)) : null,
        words,
        ComparableText.of(words),
        seen.targets(),
        seen.lead(),
        referencePlaces);
  }

  /** Content of plain text. */
  public static Content ofText(String text, long maxBytes) {
    String shown = Truncation.toBytes(PlainText.paragraphs(text), maxBytes);
    return new Content(
        LIKE_MARKUP.matcher(shown).find() ? asMarkup(shown, maxBytes) : null,
        shown.isEmpty() ? null : shown,
        shown,
        ComparableText.of(shown),
        List.of(),
        null,
        Map.of());
  }

  // Escaped text may be several times as long; markup is added only where both fit.
  private static @Nullable String asMarkup(String text, long maxBytes) {
    String html = HtmlEscape.paragraphs(text);
    return bytes(html) + bytes(text) <= maxBytes ? html : null;
  }

  /**
   * The same with plain text beside the markup, for a story with references: plain text has no
   * place for pictures, and its readers are to see no references.
   *
   * @param own the text, for an entry of plain text
   */
  public Content withPlainText(@Nullable String own, long maxBytes) {
    if (html == null) {
      return this;
    }
    String shown = PlainText.paragraphs(own == null ? InertText.of(HtmlText.of(html)) : own);
    return bytes(html) + bytes(shown) > maxBytes || shown.isEmpty()
        ? this
        : new Content(html, shown, words, compared, targets, lead, referencePlaces);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** References with the offsets of their lines. */
  public List<Related> placing(List<Related> references) {
    return references.stream().map(one -> one.at(referencePlaces.get(one.link()))).toList();
  }

  /** The targets without their queries, by which sites select the size of a picture. */
  public Set<String> places() {
    return targets.stream().map(MediaUrl::withoutQuery).collect(Collectors.toUnmodifiableSet());
  }

  public boolean isEmpty() {
    return html == null && text == null;
  }
}
