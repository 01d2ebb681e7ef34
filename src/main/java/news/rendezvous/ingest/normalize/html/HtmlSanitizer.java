package news.rendezvous.ingest.normalize.html;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import news.rendezvous.ingest.dialect.reference.ReferencePlace;
import news.rendezvous.item.text.BidiControls;
import news.rendezvous.item.text.XmlCharacters;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.Evaluator;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * HTML sanitiser by allow-list: writes the tree of one entry anew in one pass, with absolute URLs,
 * nothing active and a limit of bytes.
 *
 * <p>The output has neither foreign content (SVG, MathML) nor elements whose content a browser
 * parses by other rules than jsoup (noscript, style, title and their like): mutation XSS depends on
 * these.
 */
public final class HtmlSanitizer implements NodeFilter {

  private static final Evaluator FORMULA = new Evaluator.Tag("math");

  /** Block elements of jsoup that show nothing. */
  private static final Set<String> UNSEEN = Set.of("base", "basefont", "link", "meta");

  private final PictureSources pictures;
  private final BoundedHtmlWriter out;
  private final VisibleContent visible = new VisibleContent();
  private final Map<LinkHash, Integer> places = new HashMap<>();
  private boolean foreign;

  /** True if there are formulas, which plain text can show too. */
  private boolean formulas;

  private HtmlSanitizer(PictureSources pictures, long maxBytes) {
    this.pictures = pictures;
    this.out = new BoundedHtmlWriter(maxBytes);
  }

  /**
   * Sanitises the markup of an entry.
   *
   * @param dirty tree of the markup; it is changed
   */
  public static Content clean(Element dirty, PictureSources pictures, long maxBytes) {
    HtmlSanitizer clean = new HtmlSanitizer(pictures, maxBytes);
    clean.formulas = dirty.selectFirst(FORMULA) != null;
    new Embeds(pictures.absolute()).replace(dirty);
    dirty.filter(clean);
    // HTML inside SVG or MathML may be nested as HTML alone may not: a browser would parse the
    // output as another tree. So the output is parsed and sanitised once more.
    return clean.foreign
        ? clean(Jsoup.parseBodyFragment(clean.out.toString()).body(), pictures, maxBytes)
        : clean.content(maxBytes);
  }

  private Content content(long maxBytes) {
    // Text without any element is better published as text, where its line breaks are kept.
    if (!out.hasElements()) {
      return Content.ofText(visible.text(), maxBytes);
    }
    if (visible.isEmpty()) {
      return Content.ofText("", maxBytes);
    }
    String html = BidiControls.paired(XmlCharacters.only(out.toString()));
    String shown = html.strip();
    int indent = html.length() - html.stripLeading().length();
    // After the removal of a character offsets are no longer right.
    boolean whole = html.length() == out.length();
    places.replaceAll((link, place) -> Math.max(0, Math.min(place - indent, shown.length())));
    return Content.ofHtml(shown, visible, whole ? places : Map.of(), formulas ? maxBytes : 0);
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (node instanceof TextNode text) {
      text(text);
      return FilterResult.CONTINUE;
    }
    return node instanceof Element element && !isReferencePlace(element) && element(element)
        ? FilterResult.CONTINUE
        : FilterResult.SKIP_ENTIRELY;
  }

  /** True if an element is the place of a reference, and notes its offset. */
  private boolean isReferencePlace(Element element) {
    Optional<LinkHash> reference = ReferencePlace.at(element);
    reference
        .filter(link -> !out.isFull())
        .ifPresent(link -> places.putIfAbsent(link, out.length()));
    return reference.isPresent();
  }

  private void text(TextNode node) {
    Element parent = node.parent();
    if (parent != null && parent.hasAttr(Embeds.PLAYER)) {
      out.text(node.getWholeText());
    } else {
      text(node.getWholeText());
    }
  }

  private void text(String text) {
    if (!out.isFull()) {
      visible.text(out.text(text));
    }
  }

  /**
   * Writes the start tag of an element that is allowed; returns true if its content is to be
   * visited.
   */
  private boolean element(Element element) {
    foreign |= !element.tag().namespace().equals(Parser.NamespaceHtml);
    String tag = SafeHtml.tag(element.normalName());
    separate(element, tag);
    if (tag == null) {
      return !out.isFull() && !SafeHtml.isDropped(element);
    }
    Optional<String> address = mainAddress(element);
    if (address.isEmpty() && (tag.equals("img") || tag.equals("source"))) {
      text(element.attr("alt"));
      return false;
    }
    boolean room = !out.isFull() && start(element, tag, address);
    if (room) {
      addToVisible(element, address);
    }
    return room;
  }

  private void link(Element a, Optional<String> address) {
    if (a.hasAttr(Embeds.PLAYER)) {
      visible.media(address);
    } else {
      address.ifPresent(visible::target);
    }
  }

  /** Separates the words of two blocks, lines or cells. */
  private void separate(Element element, @Nullable String tag) {
    boolean shown = tag != null || !UNSEEN.contains(element.normalName());
    if (shown && !SafeHtml.isDropped(element) && (element.isBlock() || element.nameIs("br"))) {
      visible.separate();
      if (tag == null && !out.isFull()) {
        out.separate();
      }
    }
  }

  /** The URL that an element shows or links to. */
  private Optional<String> mainAddress(Element element) {
    return switch (element.normalName()) {
      case "img" -> pictures.source(element);
      case "audio", "video", "source" -> address(element.attr("src"));
      case "a" -> address(element.attr("href"));
      default -> Optional.empty();
    };
  }

  private void addToVisible(Element element, Optional<String> address) {
    switch (element.normalName()) {
      case "img" -> address.ifPresent(url -> visible.picture(element, url));
      case "audio", "video" -> visible.media(address);
      case "a" -> link(element, address);
      default -> address.ifPresent(visible::target);
    }
  }

  private boolean start(Element element, String tag, Optional<String> mainAddress) {
    boolean picture = tag.equals("img");
    out.start(tag);
    if (picture) {
      out.attribute("src", mainAddress.orElse(""));
    }
    if (element.attributesSize() > 0) {
      for (Attribute attribute : element.attributes()) {
        String name = attribute.getKey();
        if (SafeHtml.isAttribute(tag, name) && !(picture && name.equals("src"))) {
          value(attribute, mainAddress).ifPresent(value -> out.attribute(name, value));
        }
      }
    }
    return out.started(tag, element.tag().isEmpty());
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

  /** The URL of an attribute: http, https or mail. */
  private Optional<String> address(String url) {
    return CanonicalUrl.mail(url).or(() -> pictures.absolute().apply(url));
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      String tag = SafeHtml.tag(element.normalName());
      separate(element, tag);
      if (tag != null) {
        out.end(tag, element.tag().isEmpty());
      }
    }
    return FilterResult.CONTINUE;
  }
}
