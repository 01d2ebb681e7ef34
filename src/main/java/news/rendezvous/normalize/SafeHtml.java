package news.rendezvous.normalize;

import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** What HTML may hold: the elements of flow text and media, no style, no name, no behaviour. */
final class SafeHtml {

  static final Cleaner CLEANER = new Cleaner(safelist());

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
        .addProtocols("a", "href", "http", "https", "mailto")
        .addAttributes("img", "src")
        .addProtocols("img", "src", "http", "https")
        .addAttributes("audio", "src")
        .addProtocols("audio", "src", "http", "https")
        .addAttributes("video", "src", "poster")
        .addProtocols("video", "src", "http", "https")
        .addProtocols("video", "poster", "http", "https")
        .addAttributes("source", "src")
        .addProtocols("source", "src", "http", "https")
        .addAttributes("blockquote", "cite")
        .addProtocols("blockquote", "cite", "http", "https")
        .addAttributes("q", "cite")
        .addProtocols("q", "cite", "http", "https");
  }
}
