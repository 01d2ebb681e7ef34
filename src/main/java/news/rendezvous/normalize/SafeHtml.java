package news.rendezvous.normalize;

import java.util.List;
import org.jsoup.safety.Safelist;

/** What HTML may hold: the elements of flow text and media, no style, no name, no behaviour. */
final class SafeHtml {

  /** Attributes that hold an address; what they lead to is for the writer to see. */
  static final List<String> ADDRESSES = List.of("href", "src", "poster", "cite");

  static final Safelist LIST = safelist();

  private SafeHtml() {}

  private static Safelist safelist() {
    return addresses(
        attributes(
            new Safelist()
                .addTags("a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "cite", "code", "dd")
                .addTags("del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure")
                .addTags("h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li")
                .addTags("mark", "ol", "p", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp")
                .addTags("small", "span", "strike", "strong", "sub", "summary", "sup", "time", "tt")
                .addTags("u", "ul", "var", "wbr", "audio", "video", "source")
                .addTags("caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th")
                .addTags("thead", "tr")));
  }

  private static Safelist attributes(Safelist safelist) {
    return safelist
        .addAttributes(":all", "title", "dir", "lang")
        .addAttributes("img", "alt", "width", "height")
        .addAttributes("audio", "controls")
        .addAttributes("video", "controls", "width", "height")
        .addAttributes("source", "type")
        .addAttributes("ol", "start", "reversed", "type")
        .addAttributes("li", "value")
        .addAttributes("time", "datetime")
        .addAttributes("col", "span")
        .addAttributes("colgroup", "span")
        .addAttributes("td", "colspan", "rowspan")
        .addAttributes("th", "colspan", "rowspan", "scope");
  }

  private static Safelist addresses(Safelist safelist) {
    return safelist
        .addAttributes("a", "href")
        .addAttributes("img", "src")
        .addAttributes("audio", "src")
        .addAttributes("video", "src", "poster")
        .addAttributes("source", "src")
        .addAttributes("blockquote", "cite")
        .addAttributes("q", "cite");
  }
}
