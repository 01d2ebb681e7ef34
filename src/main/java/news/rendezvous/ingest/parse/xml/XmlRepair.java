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
 * Writes what jsoup's error-tolerant XML parser reads as well-formed XML: elements are closed,
 * attributes quoted, prefixes declared. An element that is left open ends with its entry at the
 * latest, so a broken entry costs no neighbour.
 */
final class XmlRepair implements NodeVisitor {

  /** A tree of more elements would take more memory than any feed is worth. */
  private static final int MAX_TAGS = 400_000;

  private static final Set<String> ENTRIES = Set.of("item", "entry");

  /** Elements of HTML without end tag that no feed format uses otherwise. */
  private static final Set<String> VOID = Set.of("br", "hr", "img", "wbr");

  /** Namespaces in XML 1.0, production 7 (QName), for the letters that are in use. */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*(:[\\p{L}_][\\p{L}\\p{N}_.-]*)?");

  private final StringBuilder out = new StringBuilder();
  private final Deque<Element> open = new ArrayDeque<>();
  private final Set<String> used = new LinkedHashSet<>();
  private final Set<String> declared = new LinkedHashSet<>(Set.of("xml", "xmlns"));
  private int rootAttributes = -1;

  private XmlRepair() {}

  /** Well-formed XML; empty where there is nothing to repair, or too much. */
  static String repair(String scrubbed) {
    if (scrubbed.chars().filter(c -> c == '<').limit(MAX_TAGS + 1L).count() > MAX_TAGS) {
      return "";
    }
    Document document = Jsoup.parse(scrubbed, "", Parser.xmlParser());
    document
        .outputSettings()
        .prettyPrint(false)
        .syntax(Document.OutputSettings.Syntax.xml)
        .escapeMode(Entities.EscapeMode.xhtml);
    Element root = document.firstElementChild(); // what follows it is junk
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
    // Namespaces in XML 1.0 section 2.2: a prefix without a namespace counts as undeclared.
    boolean declaresNothing = name.startsWith("xmlns:") && value.isEmpty();
    if (NAME.matcher(name).matches() && !declaresNothing) {
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
      while (open.peek() != node) {
        close();
      }
      close();
    }
  }

  private void close() {
    out.append("</").append(open.pop().tagName()).append('>');
  }
}
