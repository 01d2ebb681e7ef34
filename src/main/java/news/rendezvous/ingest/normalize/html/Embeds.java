package news.rendezvous.ingest.normalize.html;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.item.text.LowerCase;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/**
 * Replaces elements that feed readers do not show: players by links, formulas by their TeX,
 * placeholders of pictures by the pictures.
 *
 * @param absolute resolver of the entry's URLs; empty for one that must not be followed
 */
record Embeds(Function<String, Optional<String>> absolute) {

  /** Attribute of a link whose text is not the story's. */
  static final String PLAYER = "data-rendezvous-player";

  /** Frames of buttons and advertisements. */
  private static final Pattern WIDGET =
      Pattern.compile(
          "facebook\\.com/(?:v[\\d.]+/)?plugins/(?!video|post)|platform\\.twitter\\.com/widgets/"
              + "|doubleclick\\.net|googlesyndication\\.com|amazon-adsystem\\.com|rcm[\\w.-]*\\.amazon"
              + "|apis\\.google\\.com/|slashdot-it\\.pl",
          Pattern.CASE_INSENSITIVE);

  /** Pages of video platforms, which no video element plays. */
  private static final Pattern PLAYER_PAGE =
      Pattern.compile(
          "(?:https?:)?//(?:[\\w-]+\\.)?(?:youtube(?:-nocookie)?\\.com|youtu\\.be|vimeo\\.com"
              + "|dailymotion\\.com)/.*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern HIDDEN =
      Pattern.compile("display\\s*:\\s*none|visibility\\s*:\\s*hidden", Pattern.CASE_INSENSITIVE);

  private static final Pattern PIXEL = Pattern.compile("\\s*[01](?:px)?\\s*");

  private static final Pattern BEFORE_HOST = Pattern.compile("^(?:https?:)?//(?:www\\.)?|[?#].*$");

  /** Replaces in all descendants; the parser limits their depth. */
  void replace(Element parent) {
    for (Element child : parent.children()) {
      switch (child.normalName()) {
        case "math" -> formula(child);
        case "iframe", "embed" -> player(child, address(child));
        case "object" -> player(child, object(child));
        case "video" -> video(child);
        case "noscript" -> fallback(child);
        case "picture" -> picture(child);
        default -> other(child);
      }
    }
  }

  // KaTeX writes each formula twice: as MathML, and drawn with styles that no feed reader has.
  private void other(Element element) {
    if (element.hasClass("katex-html")) {
      element.remove();
    } else {
      replace(element);
    }
  }

  /** MathML 4, section 6: an annotation has the formula in another notation. */
  private static void formula(Element math) {
    Element tex = math.selectFirst("annotation[encoding*=tex i]");
    String text = tex == null ? math.attr("alttext") : tex.text();
    if (text.isBlank()) {
      math.select("annotation, annotation-xml").remove();
      text = math.text();
    }
    math.replaceWith(new TextNode(text.strip()));
  }

  private void player(Element element, Optional<String> address) {
    address
        .filter(url -> !isHidden(element) && !WIDGET.matcher(url).find())
        .filter(url -> absolute.apply(url).isPresent())
        .ifPresent(url -> element.replaceWith(link(url, element.attr("title"))));
  }

  private static Element link(String url, String title) {
    String text = title.isBlank() ? BEFORE_HOST.matcher(url).replaceAll("") : title;
    return new Element("a").attr("href", url).attr(PLAYER, true).text(text);
  }

  private static Optional<String> address(Element element) {
    return Stream.concat(Stream.of("src"), PictureSources.LAZY.stream())
        .map(name -> element.attr(name).strip())
        .filter(url -> !url.isEmpty() && !url.startsWith("about:"))
        .findFirst();
  }

  private static Optional<String> object(Element element) {
    Stream<String> parameters =
        element.select("param").stream()
            .filter(param -> List.of("movie", "src").contains(name(param)))
            .map(param -> param.attr("value"));
    Stream<String> inside =
        element.select("iframe, embed").stream().flatMap(player -> address(player).stream());
    return Stream.of(Stream.of(element.attr("data")), parameters, inside)
        .flatMap(addresses -> addresses)
        .map(String::strip)
        .filter(url -> !url.isEmpty())
        .findFirst();
  }

  private static String name(Element param) {
    return LowerCase.of(param.attr("name"));
  }

  private void video(Element video) {
    Stream.concat(Stream.of(video), video.select("source").stream())
        .map(element -> element.attr("src").strip())
        .filter(url -> PLAYER_PAGE.matcher(url).matches())
        .findFirst()
        .ifPresent(url -> video.replaceWith(link(url, video.attr("title"))));
  }

  private static boolean isHidden(Element element) {
    return HIDDEN.matcher(element.attr("style")).find()
        || PIXEL.matcher(element.attr("width")).matches()
        || PIXEL.matcher(element.attr("height")).matches();
  }

  /** Replaces the picture that a script would load by that for browsers without scripts. */
  private static void fallback(Element noscript) {
    Element img = noscript.selectFirst("img");
    if (img == null || isHidden(img)) {
      return;
    }
    Stream.of(
            Optional.ofNullable(noscript.previousElementSibling()),
            Optional.ofNullable(noscript.nextElementSibling()))
        .flatMap(Optional::stream)
        .filter(Embeds::isPicture)
        .findFirst()
        .ifPresent(Element::remove);
    noscript.replaceWith(img);
  }

  private static boolean isPicture(Element element) {
    return element.nameIs("img") || element.nameIs("picture");
  }

  /** Gives the img of a picture the URLs of its sources (HTML Living Standard section 4.8.1). */
  private static void picture(Element picture) {
    Element source = picture.selectFirst("source[srcset], source[data-srcset]");
    Element img = picture.selectFirst("img");
    if (source == null) {
      return;
    }
    Element shown = img == null ? picture.appendElement("img") : img;
    if (!PictureSources.hasSource(shown)) {
      String lazy = source.attr("data-srcset");
      shown.attr("data-srcset", lazy.isBlank() ? source.attr("srcset") : lazy);
    }
  }
}
