package news.rendezvous.item.text;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Conversion of plain text to HTML: paragraphs, line breaks and escaped characters. */
public final class Paragraphs {

  private Paragraphs() {}

  /** Text as HTML; a single paragraph gets no element. */
  public static String html(String text) {
    String[] paragraphs = text.strip().split("\\R\\s*\\R");
    return paragraphs.length == 1
        ? lines(paragraphs[0])
        : Arrays.stream(paragraphs)
            .map(paragraph -> "<p>" + lines(paragraph) + "</p>")
            .collect(Collectors.joining("\n"));
  }

  private static String lines(String paragraph) {
    return HtmlEscape.text(paragraph).replaceAll("\\R", "<br>\n");
  }
}
