package news.rendezvous.item.text;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Text as HTML and XML (HTML Living Standard, section 13.3, "escaping a string"). */
public final class HtmlEscape {

  private HtmlEscape() {}

  /** Text as the content of an element. */
  public static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Text as the value of an attribute in double quotes. */
  public static String attribute(String value) {
    return text(value).replace("\"", "&quot;");
  }

  /** Plain text as HTML with paragraphs and line breaks; a single paragraph gets no element. */
  public static String paragraphs(String text) {
    String[] paragraphs = text.strip().split("\\R\\s*\\R");
    return paragraphs.length == 1
        ? withBreaks(paragraphs[0])
        : Arrays.stream(paragraphs)
            .map(paragraph -> "<p>" + withBreaks(paragraph) + "</p>")
            .collect(Collectors.joining("\n"));
  }

  private static String withBreaks(String paragraph) {
    return text(paragraph).replaceAll("\\R", "<br>\n");
  }
}
