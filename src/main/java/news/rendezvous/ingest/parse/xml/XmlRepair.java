package news.rendezvous.ingest.parse.xml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import news.rendezvous.item.text.HtmlEscape;
import news.rendezvous.item.text.LowerCase;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/**
 * Repair of malformed XML by jsoup's tolerant XML parser. Its tree is written as well-formed XML:
 * elements are closed, attributes quoted, prefixes declared. An unclosed element ends with its
 * entry at the latest, so that a malformed entry does not affect others.
 */
final class XmlRepair implements NodeVisitor {

  private static final Set<String> ENTRIES = Set.of("item", "entry");

  /** Void elements of HTML whose names no feed format uses. */
  private static final Set<String> VOID = Set.of("br", "hr", "img", "wbr");

  /** QName, Namespaces in XML 1.0, production 7, restricted to letters and digits. */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*(:[\\p{L}_][\\p{L}\\p{N}_.-]*)?");

  private final StringBuilder out = new StringBuilder();
  private final Deque<Element> open = new ArrayDeque<>();
  private final Set<String> used = new LinkedHashSet<>();
  private final Set<String> declared = new LinkedHashSet<>(Set.of("xml", "xmlns"));
  private int rootAttributes = -1;

  private XmlRepair() {}

  /** True if the tree that jsoup would build may have more elements than allowed. */
  static boolean isTooLarge(String scrubbed, int maxElements) {
    return scrubbed.chars().filter(c -> c == '<').limit(maxElements + 1L).count() > maxElements;
  }

  /** Well-formed XML; empty for a document without an element. */
  static String repair(String scrubbed) {
    Document document = Jsoup.parse(scrubbed, "", Parser.xmlParser());
    document
        .outputSettings()
        .prettyPrint(false)
        .syntax(Document.OutputSettings.Syntax.xml)
        .escapeMode(Entities.EscapeMode.xhtml);
    Element root = document.firstElementChild(); // content after the root is ignored
    return root == null ? "" : new XmlRepair().written(root);
  }

  private String written(Element root) {
    root.traverse(this);
    used.removeAll(declared);
    StringBuilder missing = new StringBuilder();
    used.forEach(
        prefix ->
            missing
                .append(" xmlns:")
                .append(prefix)
                .append("=\"")
                .append(NamespacePrefixes.namespace(prefix))
                .append('"'));
    return rootAttributes < 0 ? "" : out.insert(rootAttributes, missing).toString();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof Element element) {
      start(element);
    } else if (node instanceof TextNode && !open.isEmpty()) { // CDATA sections included
      out.append(node.outerHtml());
    }
  }

  private void start(Element element) {
    String name = element.tagName();
    if (isEntry(element)) {
      while (open.stream().anyMatch(XmlRepair::isEntry)) {
        close();
      }
    }
    if (!NAME.matcher(name).matches()) {
      out.append(open.isEmpty() ? "" : Entities.escape('<' + name + '>'));
    } else if (!open.isEmpty() || rootAttributes < 0) {
      write(element, VOID.contains(name));
    }
  }

  private static boolean isEntry(Element element) {
    return ENTRIES.contains(LowerCase.of(element.tagName()));
  }

  private void write(Element element, boolean isVoid) {
    use(element.tagName());
    out.append('<').append(element.tagName());
    for (Attribute attribute : element.attributes()) {
      write(attribute.getKey(), attribute.getValue());
    }
    rootAttributes = rootAttributes < 0 ? out.length() : rootAttributes;
    out.append(isVoid ? "/>" : ">");
    if (!isVoid) {
      open.push(element);
    }
  }

  private void write(String name, String value) {
    // Namespaces in XML 1.0 section 2.2: an empty namespace does not declare a prefix.
    boolean isEmptyNamespace = name.startsWith("xmlns:") && value.isEmpty();
    if (NAME.matcher(name).matches() && !isEmptyNamespace) {
      use(name);
      out.append(' ').append(name).append("=\"").append(HtmlEscape.attribute(value)).append('"');
    }
  }

  private void use(String name) {
    int colon = name.indexOf(':');
    if (name.startsWith("xmlns:")) {
      declared.add(name.substring(colon + 1));
    } else if (colon > 0) {
      used.add(name.substring(0, colon));
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element && open.contains(node)) {
      while (!node.equals(open.peek())) {
        close();
      }
      close();
    }
  }

  private void close() {
    out.append("</").append(open.pop().tagName()).append('>');
  }
}
