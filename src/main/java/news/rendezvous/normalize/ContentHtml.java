package news.rendezvous.normalize;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import news.rendezvous.item.LinkHash;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities.EscapeMode;
import org.jsoup.nodes.Node;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeFilter.FilterResult;
import org.jspecify.annotations.Nullable;

/**
 * Cleans the markup of one entry: absolute addresses, nothing active, not too long.
 *
 * <p>What leaves is serialised from the cleaned tree, which has neither foreign content (SVG,
 * MathML) nor elements whose content a browser reads by other rules than jsoup (noscript, style,
 * title and their like): that is what mutation attacks on sanitisers live on.
 */
final class ContentHtml {

  /** Elements that leave with all that is in them; others that are not allowed leave alone. */
  private static final Set<String> DROPPED =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "iframe",
          "frame",
          "frameset",
          "noframes",
          "object",
          "embed",
          "noembed",
          "applet",
          "title",
          "desc",
          "textarea",
          "xmp",
          "select",
          "datalist",
          "button",
          "input");

  /** Takes these elements out of a tree. */
  static final NodeFilter WITHOUT_DROPPED =
      (node, depth) -> isDropped(node) ? FilterResult.REMOVE : FilterResult.CONTINUE;

  /** Where pages that load their pictures late keep the address, the likeliest first. */
  private static final List<String> SOURCES =
      List.of("src", "data-src", "data-original", "data-lazy-src");

  private static final String MAIL = "mailto:";

  private static final Pattern AFTER_FIRST_CANDIDATE =
      Pattern.compile(",?(\\s.*|$)", Pattern.DOTALL);

  private final @Nullable String base;
  private final Map<LinkHash, String> references;
  private final long maxBytes;
  private boolean foreign;

  /**
   * A cleaner for one entry.
   *
   * @param base what relative addresses are resolved against
   * @param references addresses of the pictures that are references
   * @param maxBytes most bytes to keep
   */
  ContentHtml(@Nullable String base, Map<LinkHash, String> references, long maxBytes) {
    this.base = base;
    this.references = references;
    this.maxBytes = maxBytes;
  }

  /** The body of a clean document; the given tree is used up. */
  Element clean(Element dirty) {
    Element clean = cleaned(dirty);
    // HTML inside SVG or MathML may stand where HTML alone may not: a browser would read what is
    // written of it as another tree. So what is written is read once more.
    return foreign ? cleaned(Jsoup.parseBodyFragment(clean.html())) : clean;
  }

  private Element cleaned(Element dirty) {
    Element root = dirty instanceof Document document ? document.body() : dirty;
    root.filter(this::prepare);
    Document whole = Document.createShell("");
    whole.body().appendChildren(List.copyOf(root.childNodes()));

    Document clean = SafeHtml.CLEANER.clean(whole);
    // The five entities that XML has too, and no white space that was not there.
    clean.outputSettings().prettyPrint(false).escapeMode(EscapeMode.xhtml);
    clean.body().filter(ContentHtml::sourced);
    return clean.body();
  }

  private FilterResult prepare(Node node, int depth) {
    if (isDropped(node)) {
      return FilterResult.REMOVE;
    }
    if (node instanceof Element element) {
      foreign |= !element.tag().namespace().equals(Parser.NamespaceHtml);
      if (element.attributesSize() > 0) {
        prepareAddresses(element);
      }
    }
    return FilterResult.CONTINUE;
  }

  private void prepareAddresses(Element element) {
    if (element.nameIs("img")) {
      place(element);
    }
    SafeHtml.ADDRESSES.forEach(name -> makeAbsolute(element, name));
  }

  private static boolean isDropped(Node node) {
    return node instanceof Element element && DROPPED.contains(element.normalName());
  }

  private static FilterResult sourced(Node node, int depth) {
    boolean empty = (node.nameIs("img") || node.nameIs("source")) && !node.hasAttr("src");
    return empty ? FilterResult.REMOVE : FilterResult.CONTINUE;
  }

  /** The markup of a clean body, which is cut where that is too long. */
  String write(Element clean) {
    String html = markup(clean);
    if (Cut.bytes(html) <= maxBytes) {
      return html;
    }
    new Trim(maxBytes).apply(clean);
    return markup(clean);
  }

  private static String markup(Element clean) {
    // In what is serialised no character that is taken out here stands between "<" and a name.
    return PlainText.characters(clean.html()).strip();
  }

  private void place(Element img) {
    source(img).ifPresentOrElse(url -> img.attr("src", url), () -> img.removeAttr("src"));
  }

  private static Optional<String> source(Element img) {
    return SOURCES.stream()
        .map(name -> img.attr(name).strip())
        .filter(ContentHtml::isAddress)
        .findFirst()
        .or(() -> firstCandidate(img.attr("srcset")));
  }

  private static Optional<String> firstCandidate(String srcset) {
    return Optional.of(AFTER_FIRST_CANDIDATE.matcher(srcset.strip()).replaceFirst(""))
        .filter(ContentHtml::isAddress);
  }

  // What stands in until a picture is loaded is often in the address itself.
  private static boolean isAddress(String value) {
    return !value.isEmpty() && !value.startsWith("data:");
  }

  private void makeAbsolute(Element element, String name) {
    String value = element.attr(name);
    if (value.isEmpty() || value.strip().regionMatches(true, 0, MAIL, 0, MAIL.length())) {
      return;
    }
    Addresses.resolve(value, base)
        .ifPresentOrElse(
            url -> element.attr(name, element.nameIs("img") ? referred(url) : url),
            () -> element.removeAttr(name));
  }

  /** The address that a picture leads to when it is a reference; its own otherwise. */
  private String referred(String url) {
    return LinkHash.inAddress(url).map(references::get).orElse(url);
  }
}
