package news.rendezvous.item.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plain text without effect on what is around it. Bidirectional controls have counterparts ({@link
 * BidiControls}). Against clients that render it as HTML (stored XSS), {@code <} of active tags is
 * replaced by a character that resembles it. {@code x<y}, {@code Option<T>}, "the {@code <video>}
 * tag" and a bare {@code <math>} are kept: a browser would at most hide some words.
 */
public final class InertText {

  /**
   * Elements whose content is script, style, raw text or a tree of its own: even bare they extend
   * to the end of the page, as comments do (HTML Living Standard section 13.2.6).
   */
  private static final String REACHING_FURTHER =
      "(?:frameset|iframe|noembed|noframes|noscript|plaintext|script|select|style|template"
          + "|textarea|title|xmp)\\b";

  /** Controls, plug-ins and foreign content, which are harmless without content. */
  private static final String ACTIVE_IF_FILLED =
      "(?:applet|base|button|embed|form|frame|input|link|math|meta|object|svg)\\b";

  private static final Pattern ACTIVE_ELEMENT =
      pattern(
          "<(?:!--|/?" + REACHING_FURTHER + "|/" + ACTIVE_IF_FILLED + ")",
          "<" + ACTIVE_IF_FILLED + "(?:[\\s/]++[^\\s>]|>\\s*+<[a-z])");

  /** Event handlers, URLs, styles and animations, after white space or a separator. */
  private static final Pattern ACTIVE_ATTRIBUTE =
      pattern(
          "[\\s/\"'](?:on\\w+|style|src\\w*|(?:xlink:)?href|(?:form)?action|data|poster|background"
              + "|attributename)\\s*=");

  /** A tag to its furthest possible end: after a quote it may contain any character. */
  private static final Pattern TAG = pattern("<[a-z](?:[^>\"']*+>|[^>\"']*+[\"'].*+|.*+)");

  private static final Pattern ANY_TAG = pattern("<(?=[a-z/!?])");

  private static final Pattern ANY_ACTIVE_TAG =
      pattern("<(?=!--|/?" + REACHING_FURTHER + "|/?" + ACTIVE_IF_FILLED + ")");

  /** Full-width form of {@code <}, which begins no tag. */
  private static final String LESS_THAN = "\uFF1C";

  private InertText() {}

  private static Pattern pattern(String... alternatives) {
    return Pattern.compile(
        String.join("|", alternatives), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /** A text without active tags and unpaired controls; the same text if it has none. */
  public static String of(String text) {
    return withoutActiveTags(BidiControls.paired(text));
  }

  private static String withoutActiveTags(String text) {
    if (text.indexOf('<') < 0) {
      return text;
    }
    if (hasActiveAttribute(text)) {
      return ANY_TAG.matcher(text).replaceAll(LESS_THAN);
    }
    return ACTIVE_ELEMENT.matcher(text).find()
        ? ANY_ACTIVE_TAG.matcher(text).replaceAll(LESS_THAN)
        : text;
  }

  private static boolean hasActiveAttribute(String text) {
    Matcher tag = TAG.matcher(text);
    while (tag.find()) {
      if (ACTIVE_ATTRIBUTE.matcher(tag.group()).find()) {
        return true;
      }
    }
    return false;
  }
}
