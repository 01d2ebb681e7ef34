package news.rendezvous.ingest.parse.xml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The entities of a document type that stand for a phrase each: no markup, no other entity, nothing
 * from elsewhere. They are replaced before any parser sees them, so none is ever expanded twice.
 */
final class EntityDeclarations {

  /** HTML has 253, and feeds declare all of them. */
  private static final int MOST = 300;

  /** Characters that all of them may come to in one document: no blow-up, linear or otherwise. */
  private static final int LONGEST = 1024 * 1024;

  private static final Pattern HARMLESS =
      Pattern.compile(
          "\\s+|<!--.{0,4000}?-->|<!(?:ELEMENT|ATTLIST)\\s[^<>]{0,4000}+>"
              // Lists of HTML's entities, which are known without them; nobody fetches them.
              + "|<!ENTITY\\s+%\\s+\\w{1,40}\\s+PUBLIC\\s+[\"']-//W3C//ENTITIES [^\"'<>]{1,100}[\"'][^<>]{0,200}+>"
              + "|%HTML\\w{1,20};",
          Pattern.DOTALL);

  private static final Pattern ENTITY =
      Pattern.compile(
          "<!ENTITY\\s+([\\w.:-]{1,33})\\s+"
              + "(?:\"((?:[^\"&<%]|&#\\w{1,7};){0,100})\"|'((?:[^'&<%]|&#\\w{1,7};){0,100})')\\s*>");

  /**
   * Entities of markup or of whole texts, which are never expanded: harmless while none is used.
   * Those from elsewhere and those made of others are refused at once.
   */
  private static final Pattern UNUSABLE =
      Pattern.compile(
          "<!ENTITY\\s+([\\w.:-]{1,100})\\s+"
              + "(?:\"(?:[^\"&%]|&#\\w{1,7};|&(?:amp|lt|gt|quot|apos);)*+\""
              + "|'(?:[^'&%]|&#\\w{1,7};|&(?:amp|lt|gt|quot|apos);)*+')\\s*>"
              + "|<!NOTATION\\s[^<>]{0,1000}+>|<\\?[^<>]{0,1000}+>");

  private final Map<String, String> texts = new HashMap<>();
  private final Set<String> unusable = new HashSet<>();
  private boolean used;
  private int replaced;

  /**
   * Reads an internal subset.
   *
   * @param text of the document
   * @param start behind the left bracket
   * @return behind the right one; -1 where the subset holds anything else
   */
  int read(String text, int start) {
    int at = start;
    while (at < text.length() && texts.size() + unusable.size() < MOST) {
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
      return unusable(text, at);
    }
    String phrase = entity.group(2) == null ? entity.group(3) : entity.group(2);
    // XML 1.0 section 4.2: the first one binds.
    texts.putIfAbsent(entity.group(1), phrase);
    return entity.end();
  }

  private int unusable(String text, int at) {
    Matcher declaration = UNUSABLE.matcher(text).region(at, text.length());
    if (!declaration.lookingAt()) {
      return -1;
    }
    if (declaration.group(1) != null) {
      unusable.add(declaration.group(1));
    }
    return declaration.end();
  }

  /** Whether the document has a reference to an entity that is not replaced. */
  boolean areAbused() {
    return used;
  }

  /** The declared text of an entity; null for an undeclared one, and beyond the limit. */
  @Nullable String text(String name) {
    used |= unusable.contains(name) && !texts.containsKey(name);
    String text = isOverdone() ? null : texts.get(name);
    replaced += text == null ? 0 : text.length();
    return text;
  }

  /** Whether the document asked for more than any honest one does. */
  boolean isOverdone() {
    return replaced > LONGEST;
  }
}
