package news.rendezvous.parse;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import news.rendezvous.item.HtmlEscape;
import org.jsoup.nodes.Attribute;
import org.jsoup.parser.Parser;

/**
 * Makes scrubbed XML well formed, in one pass: closes what is left open, drops what closes nothing,
 * quotes attributes and declares prefixes. An element that is left open ends where its entry ends
 * at the latest, so a broken entry costs no neighbour.
 */
final class Repair {

  /** Elements of HTML that are never closed, but for those that a feed uses otherwise. */
  private static final Set<String> VOID = Set.of("br", "hr", "img", "wbr");

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*(:[\\p{L}_][\\p{L}\\p{N}_.-]*)?");

  private final String in;
  private final int maxDepth;
  private final StringBuilder out;
  private final OpenElements open;
  private final Set<String> used = new LinkedHashSet<>();
  private final Set<String> declared = new LinkedHashSet<>(Set.of("xml", "xmlns"));
  private int declarations = -1;

  private Repair(String in, int maxDepth) {
    this.in = in;
    this.maxDepth = maxDepth;
    this.out = new StringBuilder(in.length() + 256);
    this.open = new OpenElements(out);
  }

  static String repair(String scrubbed, int maxDepth) {
    return new Repair(scrubbed, maxDepth).run();
  }

  private String run() {
    int at = 0;
    // One level past the limit is enough for the parser to see that there is one.
    while (at < in.length() && open.depth() <= maxDepth) {
      int next = in.indexOf('<', at);
      text(at, next < 0 ? in.length() : next);
      at = next < 0 ? in.length() : markup(next);
    }
    open.closeAll();
    declarePrefixes();
    return out.toString();
  }

  private void text(int from, int to) {
    // Text outside the root is what remains of junk.
    if (!open.isEmpty()) {
      out.append(in, from, to);
    }
  }

  private int markup(int at) {
    if (in.startsWith("<![CDATA[", at)) {
      return section(at, "]]>", !open.isEmpty());
    }
    if (in.startsWith("<!--", at)) {
      return section(at, "-->", false);
    }
    if (in.startsWith("<?", at)) {
      return section(at, "?>", false);
    }
    int end = end(at);
    if (in.startsWith("</", at)) {
      open.end(in.substring(at + 2, end).strip());
    } else if (!in.startsWith("<!", at)) {
      start(in.substring(at + 1, end));
    }
    return end + 1;
  }

  private int section(int at, String terminator, boolean kept) {
    int found = in.indexOf(terminator, at);
    int end = found < 0 ? in.length() : found + terminator.length();
    if (kept) {
      out.append(in, at, end).append(found < 0 ? terminator : "");
    }
    return end;
  }

  private int end(int at) {
    char before = ' ';
    int i = at;
    while (i < in.length() && in.charAt(i) != '>') {
      char c = in.charAt(i);
      boolean quoted = (c == '"' || c == '\'') && before == '=';
      int closing = quoted ? in.indexOf(c, i + 1) : -1;
      i = Math.max(i, closing);
      before = Character.isWhitespace(c) ? before : c;
      i++;
    }
    return Math.min(i, in.length() - 1);
  }

  private void start(String tag) {
    boolean empty = tag.endsWith("/");
    String body = empty ? tag.substring(0, tag.length() - 1) : tag;
    String name = body.split("\\s", 2)[0];
    if (!NAME.matcher(name).matches()) {
      out.append(open.isEmpty() ? "" : "&lt;" + body.replace("<", "&lt;"));
      return;
    }
    open.closeBefore(name.toLowerCase(Locale.ROOT));
    boolean root = declarations < 0;
    if (root || !open.isEmpty()) { // a second root is dropped, its children with it
      element(name, body.substring(name.length()), empty || VOID.contains(name), root);
    }
  }

  private void element(String name, String attributes, boolean empty, boolean root) {
    use(name);
    out.append('<').append(name);
    attributes(attributes);
    if (root) {
      declarations = out.length();
    }
    out.append(empty ? "/>" : ">");
    if (!empty) {
      open.push(name);
    }
  }

  private void attributes(String text) {
    if (text.isBlank()) {
      return;
    }
    for (Attribute attribute : Parser.xmlParser().parseAttributes(text)) {
      String name = attribute.getKey();
      if (NAME.matcher(name).matches() && !isUselessNamespace(name, attribute.getValue())) {
        use(name);
        out.append(' ')
            .append(name)
            .append("=\"")
            .append(HtmlEscape.attribute(attribute.getValue()))
            .append('"');
      }
    }
  }

  /** Namespaces in XML 1.0, section 2.2: such a prefix counts as undeclared. */
  private static boolean isUselessNamespace(String name, String value) {
    return name.startsWith("xmlns:") && value.isEmpty();
  }

  private void use(String name) {
    int colon = name.indexOf(':');
    if (name.startsWith("xmlns:")) {
      declared.add(name.substring(colon + 1));
    } else if (colon > 0) {
      used.add(name.substring(0, colon));
    }
  }

  /** Prefixes that no element declares, on the root. */
  private void declarePrefixes() {
    used.removeAll(declared);
    StringBuilder missing = new StringBuilder();
    used.forEach(
        prefix -> {
          missing.append(" xmlns:").append(prefix);
          missing.append("=\"").append(Names.namespace(prefix)).append('"');
        });
    out.insert(Math.max(declarations, 0), missing);
  }
}
