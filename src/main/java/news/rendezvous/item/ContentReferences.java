package news.rendezvous.item;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.item.text.HtmlEscape;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * Insertion of the targets of references into the markup of a story: the URL of a reference within
 * a sentence, or of a picture, is replaced; the picture of a reference line is inserted at the
 * place of the line. This is done on publication and when a reference resolves later.
 *
 * <p>The markup is written by this service: values are in double quotes, ampersands are escaped.
 */
final class ContentReferences {

  private static final Pattern ADDRESS =
      Pattern.compile("(?<= (src|href|poster|cite)=\")[^\"]*?getUrls[^\"]*(?=\")");

  /** The end of a block, or the start of one that may hold others. */
  private static final Pattern BETWEEN_BLOCKS =
      Pattern.compile(
          "(?:^|</(?:p|div|ul|ol|dl|table|figure|blockquote|h[1-6]|pre|details)>"
              + "|<(?:div|blockquote|details|figure|td|th|li|dd)(?: [^<>]*)?>|<hr>)\\s*$");

  /** Length of the text before a place in which the preceding tag is searched for. */
  private static final int BEFORE = 200;

  private final String html;
  private final List<Edit> edits = new ArrayList<>();
  private final List<Related> placed = new ArrayList<>();

  private ContentReferences(String html) {
    this.html = html;
  }

  /**
   * A replacement of a part of the markup; an insertion if it ends at its start.
   *
   * @param order among those that start at the same place
   */
  private record Edit(int start, int end, String with, int order) {

    int growth() {
      return with.length() - (end - start);
    }

    boolean isBefore(int place, int rank) {
      return start < place || (start == place && order < rank);
    }
  }

  /** The markup with the targets of its references. */
  static @Nullable String in(@Nullable String html, List<Related> references) {
    return html == null ? null : of(html, references).edited();
  }

  /** The references, the unresolved ones with their offsets in that markup. */
  static List<Related> placed(@Nullable String html, List<Related> references) {
    return html == null
        ? references.stream().map(one -> one.at(null)).toList()
        : of(html, references).placed;
  }

  private static ContentReferences of(String html, List<Related> references) {
    ContentReferences content = new ContentReferences(html);
    content.replace(references);
    for (int i = 0; i < references.size(); i++) {
      content.insert(references.get(i), i);
    }
    for (int i = 0; i < references.size(); i++) {
      content.placed.add(content.moved(references.get(i), i));
    }
    return content;
  }

  private void replace(List<Related> references) {
    if (!html.contains("getUrls")) {
      return; // nearly all markup
    }
    Map<LinkHash, Related> resolved =
        Related.byLink(references.stream().filter(one -> !one.urls().isEmpty()).toList());
    Matcher address = ADDRESS.matcher(html);
    while (address.find()) {
      String written = unescaped(address.group());
      Optional<Related> reference = LinkHash.inAddress(written).map(resolved::get);
      reference
          .map(one -> address.group(1).equals("href") ? one.page() : one.source())
          .filter(url -> !url.equals(written))
          .ifPresent(
              url ->
                  edits.add(
                      new Edit(address.start(), address.end(), HtmlEscape.attribute(url), -1)));
    }
  }

  private void insert(Related reference, int rank) {
    if (reference.place() != null && !reference.lacksTarget()) {
      int place = place(reference.place());
      reference.pictures().forEach(url -> edits.add(insertion(place, url, reference, rank)));
    }
  }

  private int place(int offset) {
    return Math.max(0, Math.min(offset, html.length()));
  }

  // The equals sign is escaped, as OWASP's sanitiser does: a search for references that were left
  // over ("getUrls?link=") in the text of an item finds none.
  private Edit insertion(int place, String url, Related reference, int rank) {
    String title = reference.title() == null ? "" : reference.title();
    String img =
        "<img src=\"%s\" alt=\"%s\">"
            .formatted(
                HtmlEscape.attribute(url).replace("=", "&#61;"), HtmlEscape.attribute(title));
    String before = html.substring(Math.max(0, place - BEFORE), place);
    boolean ownBlock = place == 0 || BETWEEN_BLOCKS.matcher(before).find();
    String broken = html.startsWith("</", place) ? img : img + "<br>";
    return new Edit(place, place, ownBlock ? "<p>" + img + "</p>" : broken, rank);
  }

  private Related moved(Related reference, int rank) {
    Integer offset = reference.place();
    if (offset == null || !reference.lacksTarget()) {
      return reference.at(null);
    }
    int place = place(offset);
    int growth =
        edits.stream().filter(edit -> edit.isBefore(place, rank)).mapToInt(Edit::growth).sum();
    return reference.at(place + growth);
  }

  private String edited() {
    StringBuilder edited = new StringBuilder(html.length());
    int from = 0;
    for (Edit edit :
        edits.stream()
            .sorted(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::order))
            .toList()) {
      edited.append(html, from, edit.start()).append(edit.with());
      from = edit.end();
    }
    return edited.append(html, from, html.length()).toString();
  }

  private static String unescaped(String value) {
    return value.replace("&#61;", "=").replace("&amp;", "&");
  }
}
