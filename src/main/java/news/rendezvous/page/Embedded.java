package news.rendezvous.page;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.rendezvous.item.MediaUrl;
import news.rendezvous.item.Story;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;

/**
 * The content of a story as a part of our page. It was cleaned when it came in, for readers that
 * show it in a place of its own. Here it shares a page with links to the service itself, so it is
 * cleaned again, of what has a meaning on the page too: then not even a record that somebody else
 * wrote to the topic can do more than be read.
 *
 * @param html as HTML; null for a story that has its content as plain text, or not at all
 * @param pictures the pictures in it, by the part of the address that selects them: sizes of one
 *     picture are one
 */
record Embedded(@Nullable String html, Set<String> pictures) {

  private static final Safelist LIST =
      Safelist.relaxed()
          .addTags("abbr", "audio", "bdi", "bdo", "del", "details", "dfn", "figcaption", "figure")
          .addTags("hr", "ins", "kbd", "mark", "picture", "rp", "rt", "ruby", "s", "samp", "source")
          .addTags("summary", "time", "var", "video", "wbr")
          .removeAttributes("a", "title")
          .addAttributes(":all", "dir", "lang")
          .addAttributes("audio", "src")
          .addAttributes("source", "src", "type")
          .addAttributes("time", "datetime")
          .addAttributes("video", "src", "poster")
          .addEnforcedAttribute("a", "rel", "noopener nofollow ugc")
          .addEnforcedAttribute("audio", "controls", "controls")
          .addEnforcedAttribute("audio", "preload", "none")
          .addEnforcedAttribute("video", "controls", "controls")
          .addEnforcedAttribute("video", "preload", "none")
          .addEnforcedAttribute("img", "loading", "lazy")
          .removeProtocols("a", "href", "ftp", "mailto")
          .addProtocols("audio", "src", "http", "https")
          .addProtocols("source", "src", "http", "https")
          .addProtocols("video", "src", "http", "https")
          .addProtocols("video", "poster", "http", "https");

  /** Space that indents the first line of a paragraph where there is no style to do it. */
  private static final Pattern INDENT =
      Pattern.compile("^[\\s\u00a0\u3000]*\u3000[\\s\u00a0\u3000]*");

  Embedded {
    pictures = Set.copyOf(pictures);
  }

  static Embedded of(Story story) {
    if (story.contentHtml() == null) {
      return new Embedded(null, Set.of());
    }
    Document clean = new Cleaner(LIST).clean(Jsoup.parseBodyFragment(story.contentHtml()));
    clean.outputSettings().prettyPrint(false);
    clean.select("h1, h2, h3, h4, h5, h6").forEach(Embedded::subordinate);
    clean.select("img:not([alt])").forEach(image -> image.attr("alt", ""));
    if (isEastAsian(story.language())) {
      clean.select("p").forEach(Embedded::outdent);
    }
    return new Embedded(
        clean.body().html(),
        clean.select("img").eachAttr("src").stream()
            .map(MediaUrl::selecting)
            .collect(Collectors.toSet()));
  }

  /** Whether a picture is in the content, if in another size. */
  boolean shows(String picture) {
    return pictures.contains(MediaUrl.selecting(picture));
  }

  /** Whether a language is written without spaces: the style indents paragraphs of it. */
  static boolean isEastAsian(@Nullable String language) {
    return language != null && language.matches("(?i)(zh|ja)(-.*)?");
  }

  private static void outdent(Element paragraph) {
    if (paragraph.childNodeSize() > 0 && paragraph.childNode(0) instanceof TextNode text) {
      text.text(INDENT.matcher(text.getWholeText()).replaceFirst(""));
    }
  }

  // The story's title is the first heading of the page, and those of its text are parts of it.
  private static void subordinate(Element heading) {
    int level = heading.normalName().charAt(1) - '0';
    heading.tagName("h" + Math.min(level + 1, 6));
  }
}
