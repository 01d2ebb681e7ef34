package news.rendezvous.normalize;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.item.LinkHash;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities.EscapeMode;
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
  static final String DROPPED =
      "script, style, noscript, template, iframe, frame, frameset, noframes, object, embed, noembed,"
          + " applet, title, desc, textarea, xmp, select, datalist, button, input";

  /** Where pages that load their pictures late keep the address, the likeliest first. */
  private static final List<String> SOURCES =
      List.of("src", "data-src", "data-original", "data-lazy-src");

  private static final Pattern MAIL = Pattern.compile("(?i)\\s*mailto:.*");
  private static final Pattern AFTER_FIRST_CANDIDATE =
      Pattern.compile(",?(\\s.*|$)", Pattern.DOTALL);

  private final @Nullable String base;
  private final Map<LinkHash, String> references;
  private final long maxBytes;

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
    Element root = dirty instanceof Document document ? document.body() : dirty;
    root.select(DROPPED).remove();
    root.select("img").forEach(this::place);
    Stream.of("href", "src", "poster", "cite").forEach(name -> makeAbsolute(root, name));
    Document whole = Document.createShell("");
    whole.body().appendChildren(List.copyOf(root.childNodes()));

    Document clean = SafeHtml.CLEANER.clean(whole);
    // The five entities that XML has too, and no white space that was not there.
    clean.outputSettings().prettyPrint(false).escapeMode(EscapeMode.xhtml);
    clean.select("img:not([src]), source:not([src])").remove();
    new Trim(maxBytes).apply(clean.body());
    return clean.body();
  }

  /** The markup of a clean body. */
  static String write(Element clean) {
    // In what is serialised no character that is taken out here stands between "<" and a name.
    return PlainText.characters(clean.html()).strip();
  }

  private void place(Element img) {
    if (isCountingPixel(img)) {
      img.remove();
      return;
    }
    source(img)
        .flatMap(this::absolute)
        .ifPresentOrElse(url -> img.attr("src", referred(url)), () -> img.removeAttr("src"));
  }

  private static Optional<String> source(Element img) {
    String candidates = img.attr("srcset").strip();
    String first = AFTER_FIRST_CANDIDATE.matcher(candidates).replaceFirst("");
    return Stream.concat(SOURCES.stream().map(img::attr).map(String::strip), Stream.of(first))
        .filter(value -> !value.isEmpty() && !value.startsWith("data:"))
        .findFirst();
  }

  private static boolean isCountingPixel(Element img) {
    return Pictures.side(img, "width") <= 1 || Pictures.side(img, "height") <= 1;
  }

  private Optional<String> absolute(String url) {
    return Addresses.resolve(url, base);
  }

  /** The address that a picture leads to when it is a reference; its own otherwise. */
  private String referred(String url) {
    return LinkHash.inAddress(url).map(references::get).orElse(url);
  }

  private void makeAbsolute(Element root, String name) {
    for (Element element : root.select("[" + name + "]")) {
      String value = element.attr(name);
      if (!MAIL.matcher(value).matches()) {
        absolute(value)
            .ifPresentOrElse(url -> element.attr(name, url), () -> element.removeAttr(name));
      }
    }
  }
}
