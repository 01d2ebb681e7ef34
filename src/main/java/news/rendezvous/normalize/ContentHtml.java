package news.rendezvous.normalize;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import news.rendezvous.dialect.ReferencePlace;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.XmlCharacters;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the markup of one entry anew, in one walk: absolute addresses, nothing active, not too
 * long.
 *
 * <p>What is written has neither foreign content (SVG, MathML) nor elements whose content a browser
 * reads by other rules than jsoup (noscript, style, title and their like): that is what mutation
 * attacks on sanitisers live on.
 */
final class ContentHtml implements NodeFilter {

  /** Elements that jsoup counts among the blocks and that show nothing. */
  private static final Set<String> UNSEEN = Set.of("base", "basefont", "link", "meta");

  private final Pictures pictures;
  private final Written written;
  private final Seen seen = new Seen();
  private final Map<LinkHash, Integer> places = new HashMap<>();
  private boolean foreign;

  /** Whether formulas are in it, which who does not read HTML wants to read as well. */
  private boolean formulas;

  private ContentHtml(Pictures pictures, long maxBytes) {
    this.pictures = pictures;
    this.written = new Written(maxBytes);
  }

  /**
   * The content of an entry as it is shown.
   *
   * @param dirty the markup as it came
   * @param maxBytes most bytes to keep
   */
  static Content clean(Element dirty, Pictures pictures, long maxBytes) {
    ContentHtml clean = new ContentHtml(pictures, maxBytes);
    clean.formulas = dirty.selectFirst("math") != null;
    new Embeds(pictures.absolute()).replace(dirty);
    dirty.filter(clean);
    // HTML inside SVG or MathML may stand where HTML alone may not: a browser would read what is
    // written of it as another tree. So what is written is read once more.
    return clean.foreign
        ? clean(Jsoup.parseBodyFragment(clean.written.toString()).body(), pictures, maxBytes)
        : clean.content(maxBytes);
  }

  private Content content(long maxBytes) {
    // Text that was called HTML is better shown as text: its line breaks mean something there.
    if (!written.hasElements()) {
      return Content.ofText(seen.text(), maxBytes);
    }
    if (seen.isNothing()) {
      return Content.ofText("", maxBytes);
    }
    String html = XmlCharacters.only(written.toString());
    String shown = html.strip();
    int indent = html.length() - html.stripLeading().length();
    // Where a character left, which no format can carry, offsets are no longer right.
    boolean whole = html.length() == written.length();
    places.replaceAll((link, place) -> Math.max(0, Math.min(place - indent, shown.length())));
    return Content.ofHtml(shown, seen, whole ? places : Map.of(), formulas ? maxBytes : 0);
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode text) {
      text(text);
      return FilterResult.CONTINUE;
    }
    return node instanceof Element element && !isPlace(element) && element(element)
        ? FilterResult.CONTINUE
        : FilterResult.SKIP_ENTIRELY;
  }

  /** Tells whether an element is the place of a reference; it is noted. */
  private boolean isPlace(Element element) {
    Optional<LinkHash> reference = ReferencePlace.at(element);
    reference
        .filter(link -> !written.isFull())
        .ifPresent(link -> places.putIfAbsent(link, written.length()));
    return reference.isPresent();
  }

  private void text(TextNode node) {
    Element parent = node.parent();
    if (parent != null && parent.hasAttr(Embeds.PLAYER)) {
      written.text(node.getWholeText());
    } else {
      text(node.getWholeText());
    }
  }

  private void text(String text) {
    if (!written.isFull()) {
      seen.text(written.text(text));
    }
  }

  /** Writes the start of an element, where it is one that stays; whether to look into it. */
  private boolean element(Element element) {
    foreign |= !element.tag().namespace().equals(Parser.NamespaceHtml);
    String tag = SafeHtml.tag(element.normalName());
    part(element, tag);
    if (tag == null) {
      return !written.isFull() && !SafeHtml.isDropped(element);
    }
    Optional<String> address = mainAddress(element);
    if (address.isEmpty() && (tag.equals("img") || tag.equals("source"))) {
      text(element.attr("alt"));
      return false;
    }
    boolean room = !written.isFull() && start(element, tag, address);
    if (room) {
      see(element, address);
    }
    return room;
  }

  private void link(Element a, Optional<String> address) {
    if (a.hasAttr(Embeds.PLAYER)) {
      seen.media(address);
    } else {
      address.ifPresent(seen::target);
    }
  }

  /** Words of two blocks, lines or cells are not one word. */
  private void part(Element element, @Nullable String tag) {
    boolean shown = tag != null || !UNSEEN.contains(element.normalName());
    if (shown && !SafeHtml.isDropped(element) && (element.isBlock() || element.nameIs("br"))) {
      seen.part();
      if (tag == null && !written.isFull()) {
        written.part();
      }
    }
  }

  /** What the element shows or leads to. */
  private Optional<String> mainAddress(Element element) {
    return switch (element.normalName()) {
      case "img" -> pictures.source(element);
      case "audio", "video", "source" -> address(element.attr("src"));
      case "a" -> address(element.attr("href"));
      default -> Optional.empty();
    };
  }

  private void see(Element element, Optional<String> address) {
    switch (element.normalName()) {
      case "img" -> address.ifPresent(url -> seen.picture(element, url));
      case "audio", "video" -> seen.media(address);
      case "a" -> link(element, address);
      default -> address.ifPresent(seen::target);
    }
  }

  private boolean start(Element element, String tag, Optional<String> mainAddress) {
    boolean picture = tag.equals("img");
    written.start(tag);
    if (picture) {
      written.attribute("src", mainAddress.orElse(""));
    }
    if (element.attributesSize() > 0) {
      for (Attribute attribute : element.attributes()) {
        String name = attribute.getKey();
        if (SafeHtml.isAttribute(tag, name) && !(picture && name.equals("src"))) {
          value(attribute, mainAddress).ifPresent(value -> written.attribute(name, value));
        }
      }
    }
    return written.started(tag, element.tag().isEmpty());
  }

  private Optional<String> value(Attribute attribute, Optional<String> mainAddress) {
    String name = attribute.getKey();
    if (!SafeHtml.ADDRESSES.contains(name)) {
      return Optional.of(attribute.getValue());
    }
    return name.equals("href") || name.equals("src")
        ? mainAddress // which is known already
        : address(attribute.getValue());
  }

  /** What an attribute leads to: http, https or mail. */
  private Optional<String> address(String written) {
    return CanonicalUrl.mail(written).or(() -> pictures.absolute().apply(written));
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      String tag = SafeHtml.tag(element.normalName());
      part(element, tag);
      if (tag != null) {
        written.end(tag, element.tag().isEmpty());
      }
    }
    return FilterResult.CONTINUE;
  }
}
