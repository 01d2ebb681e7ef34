package news.rendezvous.normalize;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plain text that does nothing where a careless reader takes it for HTML: where a tag would act,
 * {@code <} becomes a character that looks like it. {@code x<y}, {@code Option<T>}, "the {@code
 * <video>} tag" and a bare {@code <math>} stay: a browser would hide the word, and do no more.
 */
final class InertText {

  /**
   * Comments, and the elements whose content is script, style, raw text or a tree of its own: even
   * bare they reach beyond the text, to the end of the page. HTML Living Standard section 13.2.6.
   */
  private static final Pattern REACHING_FURTHER =
      Pattern.compile(
          "<(?=!--|/?(?:frameset|iframe|noembed|noframes|noscript|plaintext|script|select|style"
              + "|template|textarea|title|xmp)\\b)",
          Pattern.CASE_INSENSITIVE);

  /** A tag as far as it may reach: behind a quote it may hold any sign. */
  private static final Pattern TAG =
      Pattern.compile(
          "<[a-z](?:[^>\"']*+>|[^>\"']*+[\"'].*+|.*+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Handlers, addresses, styles and animations, after white space or what is taken for it. */
  private static final Pattern ACTIVE_ATTRIBUTE =
      Pattern.compile(
          "[\\s/\"'](?:on\\w+|style|src\\w*|(?:xlink:)?href|(?:form)?action|data|poster|background"
              + "|attributename)\\s*=",
          Pattern.CASE_INSENSITIVE);

  /** Controls, plug-ins and foreign content: words only while nothing is in them. */
  private static final Pattern ACTIVE_ELEMENT =
      Pattern.compile(
          "<(?:/N\\b|N(?:[\\s/]++[^\\s>]|>\\s*+<[a-z]))"
              .replace(
                  "N",
                  "(?:applet|base|button|embed|form|frame|input|link|math|meta|object|svg)"),
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ANY_TAG = Pattern.compile("<(?=[a-z/!?])", Pattern.CASE_INSENSITIVE);

  /** Looks like {@code <} and is none to any parser. */
  private static final String LESS_THAN = "\uFF1C";

  private InertText() {}

  static String of(String text) {
    if (text.indexOf('<') < 0) {
      return text;
    }
    Pattern tags = acts(text) ? ANY_TAG : REACHING_FURTHER;
    return tags.matcher(text).replaceAll(LESS_THAN);
  }

  private static boolean acts(String text) {
    if (ACTIVE_ELEMENT.matcher(text).find()) {
      return true;
    }
    Matcher tag = TAG.matcher(text);
    while (tag.find()) {
      if (ACTIVE_ATTRIBUTE.matcher(tag.group()).find()) {
        return true;
      }
    }
    return false;
  }
}
