package news.rendezvous.serve.format;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes a title from the start of a text: some feeds make the first sentence the title. */
final class RepeatedTitle {

  private static final String CLOSING = "[\"'”’」』）)]*";

  /** End of a sentence, which either the title or the text may lack. */
  private static final Pattern END = Pattern.compile("[.。．!！?？]+(?!\\d)" + CLOSING);

  private static final Pattern ENDED = Pattern.compile("[.。．!！?？]+" + CLOSING + "$");
  private static final Pattern ELLIPSIS = Pattern.compile("\\s*(?:…+|\\.{3})$");
  private static final Pattern LINE_END = Pattern.compile("[\\s\\u3000]*?(?:\\R|\\z)");

  private RepeatedTitle() {}

  /**
   * The text after the title, or all of it where it does not start with the title. White space and
   * the final stop are ignored; after a title truncated at a word the text continues with an
   * ellipsis.
   */
  static String skip(String title, String text) {
    Matcher ellipsis = ELLIPSIS.matcher(title);
    if (ellipsis.find()) {
      return skipCut(title.substring(0, ellipsis.start()), text);
    }
    Matcher ended = ENDED.matcher(title);
    boolean sentence = ended.find();
    int end = match(sentence ? title.substring(0, ended.start()) : title, text);
    if (end <= 0) {
      return text;
    }
    Matcher stop = END.matcher(text).region(end, text.length());
    if (stop.lookingAt()) {
      return text.substring(stop.end()).strip();
    }
    boolean line = LINE_END.matcher(text).region(end, text.length()).lookingAt();
    return line ? text.substring(end).strip() : text;
  }

  private static String skipCut(String words, String text) {
    int end = match(words, text);
    boolean whole = end > 0 && (end == text.length() || !splitsWord(text, end));
    if (!whole) {
      return text;
    }
    String rest = text.substring(end).strip();
    return rest.isEmpty() ? rest : "… " + rest;
  }

  // Scripts without spaces may be split anywhere.
  private static boolean splitsWord(String text, int at) {
    int before = text.codePointBefore(at);
    int after = text.codePointAt(at);
    return Character.isLetterOrDigit(before)
        && Character.isLetterOrDigit(after)
        && !Character.isIdeographic(before)
        && !Character.isIdeographic(after);
  }

  /** End offset of the words at the start of the text; -1 where it starts otherwise. */
  private static int match(String words, String text) {
    int at = 0;
    for (int c : words.codePoints().filter(c -> !isSpace(c)).toArray()) {
      while (at < text.length() && isSpace(text.codePointAt(at))) {
        at++;
      }
      if (at == text.length() || text.codePointAt(at) != c) {
        return -1;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
