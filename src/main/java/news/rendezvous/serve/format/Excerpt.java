package news.rendezvous.serve.format;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import news.rendezvous.item.Story;
import news.rendezvous.item.text.Truncation;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Summary of a story for lists: its own, else the first characters of its text. */
public final class Excerpt {

  private static final int LENGTH = 500;

  private static final String LINE_BREAK = "[\\s\\u3000]*\\R[\\s\\u3000]*";

  /** CSS Text Level 3, section 4.1.3: a line break after full-width punctuation is no space. */
  private static final Pattern BEHIND_WIDE_STOP =
      Pattern.compile("(?<=[。！？；：，、」』）》】]|[。！？，…][”’]|……)" + LINE_BREAK);

  private static final Pattern BEHIND_WIDE =
      Pattern.compile("(?<=[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}])" + LINE_BREAK);

  private Excerpt() {}

  /** Plain text: the summary, else the truncated text; null for a story without either. */
  public static @Nullable String of(Story story) {
    return story.summary() == null
        ? text(story, html -> Jsoup.parse(html).text()).map(Excerpt::beginning).orElse(null)
        : story.summary();
  }

  /** The same without a repeated title, for a place below it; null where nothing is left. */
  public static @Nullable String belowTitle(Story story) {
    return Optional.ofNullable(story.summary())
        .or(() -> text(story, Excerpt::lines))
        .map(text -> story.title() == null ? text : RepeatedTitle.skip(story.title(), text))
        .map(Excerpt::onOneLine)
        .filter(text -> !text.isBlank())
        .map(Excerpt::beginning)
        .orElse(null);
  }

  private static String onOneLine(String text) {
    String joined = BEHIND_WIDE_STOP.matcher(text).replaceAll("");
    return BEHIND_WIDE.matcher(joined).replaceAll("\u3000");
  }

  private static Optional<String> text(Story story, UnaryOperator<String> reader) {
    return Optional.ofNullable(story.contentText())
        .or(() -> Optional.ofNullable(story.contentHtml()).map(reader));
  }

  /** The text of HTML, one line per block. */
  private static String lines(String html) {
    Element body = Jsoup.parseBodyFragment(html).body();
    for (Element element : body.select("*")) {
      if (!element.equals(body) && (element.isBlock() || element.nameIs("br"))) {
        element.before(new TextNode("\n"));
        element.after(new TextNode("\n"));
      }
    }
    return body.wholeText().replaceAll("[ \\t]*\\R\\s*", "\n").strip();
  }

  private static String beginning(String text) {
    if (text.length() <= LENGTH) {
      return text;
    }
    int word = text.lastIndexOf(' ', LENGTH);
    // Scripts without spaces are truncated between code points.
    int end = word > LENGTH / 2 ? word : text.offsetByCodePoints(0, LENGTH / 2);
    return Truncation.before(end, text);
  }
}
