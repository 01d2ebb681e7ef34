package news.rendezvous.ingest.parse.xml;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Entities of an internal DTD subset. Only entities of short plain text are supported: no markup,
 * no reference to another entity, nothing external. The scrubber replaces them before the XML
 * parser runs, so that no expansion is recursive ("billion laughs").
 */
final class EntityDeclarations {

  /** Most declarations; some feeds declare all 253 entities of HTML. */
  private static final int MAX_DECLARATIONS = 300;

  /** Most characters of all replacements in one document, against quadratic blow-up. */
  private static final int MAX_REPLACED = 1024 * 1024;

  private static final Pattern HARMLESS =
      Pattern.compile(
          "\\s+|<!--.{0,4000}?-->|<!(?:ELEMENT|ATTLIST)\\s[^<>]{0,4000}+>"
              // External lists of HTML's entities, which are built in and not fetched.
              + "|<!ENTITY\\s+%\\s+\\w{1,40}\\s+PUBLIC\\s+[\"']-//W3C//ENTITIES [^\"'<>]{1,100}[\"'][^<>]{0,200}+>"
              + "|%HTML\\w{1,20};",
          Pattern.DOTALL);

  private static final Pattern ENTITY =
      Pattern.compile(
          "<!ENTITY\\s+([\\w.:-]{1,33})\\s+"
              + "(?:\"((?:[^\"&<%]|&#\\w{1,7};){0,100})\"|'((?:[^'&<%]|&#\\w{1,7};){0,100})')\\s*>");

  private final Map<String, String> texts = new HashMap<>();
  private int replaced;

  /**
   * Reads an internal subset.
   *
   * @param start offset after the left bracket
   * @return offset after the right bracket; -1 if the subset has any other declaration
   */
  int read(String text, int start) {
    int at = start;
    while (at < text.length() && texts.size() < MAX_DECLARATIONS) {
      if (text.charAt(at) == ']') {
        return at + 1;
      }
      int next = declaration(text, at);
      if (next < 0) {
        return -1;
      }
      at = next;
    }
    return -1;
  }

  private int declaration(String text, int at) {
    Matcher harmless = HARMLESS.matcher(text).region(at, text.length());
    if (harmless.lookingAt()) {
      return harmless.end();
    }
    Matcher entity = ENTITY.matcher(text).region(at, text.length());
    if (!entity.lookingAt()) {
      return -1;
    }
    String phrase = entity.group(2) == null ? entity.group(3) : entity.group(2);
    // XML 1.0 section 4.2: the first declaration is binding.
    texts.putIfAbsent(entity.group(1), phrase);
    return entity.end();
  }

  /** The replacement text of an entity; null for an undeclared one and beyond the limit. */
  @Nullable String text(String name) {
    String text = isTooLong() ? null : texts.get(name);
    replaced += text == null ? 0 : text.length();
    return text;
  }

  boolean isTooLong() {
    return replaced > MAX_REPLACED;
  }
}
