package news.rendezvous.ingest.normalize.html;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeFilter.FilterResult;
import org.jspecify.annotations.Nullable;

/** Allow-list of HTML: the elements of flow text and media, without styles, names and behaviour. */
final class SafeHtml {

  /** Attributes with a URL, which the sanitiser checks. */
  static final Set<String> ADDRESSES = Set.of("href", "src", "poster", "cite");

  /** Attributes of any element. */
  private static final Set<String> OF_ALL = Set.of("title", "dir", "lang");

  private static final String WITHOUT_OWN =
      """
      abbr b bdi bdo br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3
      h4 h5 h6 hr i ins kbd mark p picture pre rp rt ruby s samp small span strike strong sub summary
      sup table tbody tfoot thead tr tt u ul var wbr
      """;

  /** Elements with their further attributes. */
  private static final Map<String, Set<String>> ELEMENTS =
      """
      a href
      audio src controls
      blockquote cite
      col span
      colgroup span
      img src alt width height
      li value
      ol start reversed type
      q cite
      source src type
      td colspan rowspan
      th colspan rowspan scope
      time datetime
      video src poster controls width height
      """
          .concat(WITHOUT_OWN.strip().replaceAll("\\s+", "\n"))
          .lines()
          .map(line -> line.split(" ", 2))
          .collect(
              Collectors.toUnmodifiableMap(
                  line -> line[0],
                  line -> line.length == 1 ? Set.of() : Set.of(line[1].split(" "))));

  /** Blocks with a role on a page; each separates paragraphs, as a div does. */
  private static final Set<String> BLOCKS =
      Set.of(
          "address",
          "article",
          "aside",
          "center",
          "fieldset",
          "footer",
          "header",
          "hgroup",
          "main",
          "nav",
          "section");

  /** Elements that are removed with their content; of others that are not allowed it is kept. */
  private static final Set<String> DROPPED =
      Set.of(
          """
          script style noscript template iframe frame frameset noframes object embed noembed
          applet title desc textarea xmp select datalist button input
          """
              .strip()
              .split("\\s+"));

  /** Removes these elements from a tree. */
  static final NodeFilter WITHOUT_DROPPED =
      (node, depth) -> isDropped(node) ? FilterResult.REMOVE : FilterResult.CONTINUE;

  private SafeHtml() {}

  /** True if a node is an element that is removed with its content. */
  static boolean isDropped(Node node) {
    return node instanceof Element element && DROPPED.contains(element.normalName());
  }

  /** The tag that an element is written as; null if it is not allowed. */
  static @Nullable String tag(String name) {
    if (BLOCKS.contains(name)) {
      return "div";
    }
    return ELEMENTS.containsKey(name) ? name : null;
  }

  /** True if an allowed element keeps an attribute. */
  static boolean isAttribute(String element, String name) {
    return OF_ALL.contains(name) || ELEMENTS.getOrDefault(element, Set.of()).contains(name);
  }
}
