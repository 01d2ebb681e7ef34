package news.rendezvous.normalize;

import java.util.regex.Pattern;

/**
 * Plain text that does nothing where a careless reader takes it for HTML: before the name of an
 * element that acts or swallows text, and before attributes that do, {@code <} becomes a character
 * that looks like it. {@code x<y}, {@code Option<T>} and "the {@code <b>} tag" stay.
 */
final class InertText {

  private static final Pattern ACTIVE_ELEMENT =
      Pattern.compile(
          "<(?=[!?]|/(?![a-z][a-z0-9]*\\s*>)"
              + "|/?(?:applet|audio|base|body|button|embed|form|frame|frameset|head|html|iframe"
              + "|img|input|link|math|meta|noembed|noframes|noscript|object|plaintext|script"
              + "|select|style|svg|template|textarea|title|video|xmp)\\b)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern TAG = Pattern.compile("<(?=[a-z])", Pattern.CASE_INSENSITIVE);

  /** Handlers, addresses and styles, after white space or what parsers take for it. */
  private static final Pattern ACTIVE_ATTRIBUTE =
      Pattern.compile(
          "[\\s/\"'](?:on\\w+|style|src\\w*|(?:xlink:)?href|(?:form)?action|data|poster|background)"
              + "\\s*=",
          Pattern.CASE_INSENSITIVE);

  /** Looks like {@code <} and is none to any parser. */
  private static final String LESS_THAN = "\uFF1C";

  private InertText() {}

  static String of(String text) {
    if (text.indexOf('<') < 0) {
      return text;
    }
    return withoutActiveTags(ACTIVE_ELEMENT.matcher(text).replaceAll(LESS_THAN));
  }

  // A tag goes on to the next ">", whatever else stands in it.
  private static String withoutActiveTags(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    while (from < text.length()) {
      int close = text.indexOf('>', from);
      int end = close < 0 ? text.length() : close + 1;
      String tags = text.substring(from, end);
      boolean active = tags.indexOf('<') >= 0 && ACTIVE_ATTRIBUTE.matcher(tags).find();
      out.append(active ? TAG.matcher(tags).replaceAll(LESS_THAN) : tags);
      from = end;
    }
    return out.toString();
  }
}
