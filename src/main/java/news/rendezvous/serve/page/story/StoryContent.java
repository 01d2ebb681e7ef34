package news.rendezvous.serve.page.story;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.rendezvous.item.Story;
import news.rendezvous.item.url.MediaUrl;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;

/**
 * Content of a story, sanitised for the page. It was sanitised on arrival, for readers that show it
 * apart. On this page it stands beside links of the service, so ids, classes and forms are removed
 * as well. This also covers records that another program wrote to the topic.
 *
 * @param html as HTML; null for a story whose content is plain text, or that has none
 * @param pictures the pictures in it, by the part of the URL that identifies them, so that several
 *     sizes count as one
 */
record StoryContent(@Nullable String html, Set<String> pictures) {

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

  /** White space at the start of a paragraph that stands for an indent. */
  private static final Pattern INDENT =
      Pattern.compile("^[\\s\u00a0\u3000]*\u3000[\\s\u00a0\u3000]*");

  StoryContent {
    pictures = Set.copyOf(pictures);
  }

  static StoryContent of(Story story) {
    if (story.contentHtml() == null) {
      return new StoryContent(null, Set.of());
    }
    Document clean = new Cleaner(LIST).clean(Jsoup.parseBodyFragment(story.contentHtml()));
    clean.outputSettings().prettyPrint(false);
    clean.select("h1, h2, h3, h4, h5, h6").forEach(StoryContent::subordinate);
    clean.select("img:not([alt])").forEach(image -> image.attr("alt", ""));
    // A wide table scrolls by itself; without a focus it could not be scrolled by keys.
    clean.select("table:not(table table)").wrap("<div class=\"scroll\" tabindex=\"0\"></div>");
    if (isEastAsian(story.language())) {
      clean.select("p").forEach(StoryContent::outdent);
    }
    return new StoryContent(
        clean.body().html(),
        clean.select("img").eachAttr("src").stream()
            .map(MediaUrl::selecting)
            .collect(Collectors.toSet()));
  }

  /** True if the content has a picture, in any size. */
  boolean shows(String picture) {
    return pictures.contains(MediaUrl.selecting(picture));
  }

  /** True if a language is Chinese or Japanese: the style sheet indents its paragraphs. */
  static boolean isEastAsian(@Nullable String language) {
    return language != null && language.matches("(?i)(zh|ja)(-.*)?");
  }

  private static void outdent(Element paragraph) {
    if (paragraph.childNodeSize() > 0 && paragraph.childNode(0) instanceof TextNode text) {
      text.text(INDENT.matcher(text.getWholeText()).replaceFirst(""));
    }
  }

  // The title is the h1 of the page; the headings of the text come below it.
  private static void subordinate(Element heading) {
    int level = heading.normalName().charAt(1) - '0';
    heading.tagName("h" + Math.min(level + 1, 6));
  }
}
