package news.rendezvous.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdom2.Content;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.filter.ElementFilter;

/**
 * A feed as a tree in one of two shapes: RSS of whatever version brought to that of RSS 2.0, and
 * Atom. The entries are taken out of it.
 *
 * @param root the root element, without entries
 * @param channel where the feed speaks of itself: the RSS channel, or the root of Atom
 * @param entries in document order, detached
 */
record FeedTree(Element root, Element channel, List<Element> entries) {

  private static final Set<String> TEXTS = Set.of("title", "description", "encoded");

  private static final Set<String> CONSTRUCTS = Set.of("title", "summary", "content");

  /** The feed in a document; empty where its root is not that of a feed. */
  static Optional<FeedTree> of(Document document) {
    Element root = document.getRootElement();
    return switch (root.getName().toLowerCase(Locale.ROOT)) {
      case "rss", "rdf" -> Optional.of(rss(root));
      case "channel" -> Optional.of(rss(new Element("rss").addContent(root.detach())));
      case "feed" -> Optional.of(atom(root));
      case "entry" ->
          Optional.of(atom(new Element("feed", root.getNamespace()).addContent(root.detach())));
      default -> Optional.empty();
    };
  }

  boolean isAtom() {
    return root == channel;
  }

  /** A document with this entry alone. */
  Document alone(Element entry) {
    Element shell = root.clone();
    shell.removeContent();
    Element parent = isAtom() ? shell : new Element("channel");
    if (!isAtom()) {
      shell.addContent(parent);
    }
    parent.addContent(entry);
    return new Document(shell);
  }

  private static FeedTree rss(Element root) {
    boolean rdf = root.getName().equalsIgnoreCase("rdf");
    Element channel =
        root.getChildren().stream()
            .filter(child -> named(child, "channel"))
            .findFirst()
            .orElseGet(() -> new Element("channel"));
    String core = (rdf ? channel : root).getNamespaceURI();
    moveAll(root, Namespace.getNamespace(core), Namespace.NO_NAMESPACE);
    List<Element> entries = detached(Stream.of(channel, root), "item", Namespace.NO_NAMESPACE);
    // RSS 1.0 puts the image beside the channel, and a pointer to it inside.
    root.getChildren("image").stream().toList().forEach(image -> moveInto(channel, image));
    entries.forEach(FeedTree::flatten);
    flatten(channel);
    Element plain = new Element("rss").addContent(channel.detach());
    root.getAttributes().stream()
        .filter(attribute -> attribute.getNamespace().equals(Namespace.XML_NAMESPACE))
        .forEach(attribute -> plain.setAttribute(attribute.clone()));
    // ROME reads 0.91 to 2.0 best as 2.0, whose elements are a superset.
    plain.setAttribute("version", "2.0");
    return new FeedTree(plain, channel, entries);
  }

  private static void moveInto(Element channel, Element image) {
    channel.removeChildren("image");
    channel.addContent(image.detach());
  }

  private static boolean named(Element element, String name) {
    return element.getName().equalsIgnoreCase(name);
  }

  private static void moveAll(Element root, Namespace from, Namespace to) {
    List<Element> all = new ArrayList<>();
    root.getDescendants(new ElementFilter(from)).forEach(all::add);
    all.forEach(element -> move(element, to));
  }

  private static void move(Element element, Namespace namespace) {
    element.getAdditionalNamespaces().stream()
        .filter(declared -> declared.getPrefix().equals(namespace.getPrefix()))
        .toList()
        .forEach(element::removeNamespaceDeclaration);
    element.setNamespace(namespace);
  }

  /** Markup that was not escaped becomes the text that it should have been. */
  private static void flatten(Element item) {
    item.getChildren().stream()
        .filter(child -> TEXTS.contains(child.getName()) && !child.getChildren().isEmpty())
        .forEach(child -> child.setText(Elements.inner(child)));
  }

  /** RFC 4287 section 3.1.1: only xhtml (in Atom 0.3, mode xml) may hold elements. */
  private static void escape(Element entry) {
    entry.getChildren().stream()
        .filter(child -> CONSTRUCTS.contains(child.getName()) && !child.getChildren().isEmpty())
        .filter(child -> !child.getAttributeValue("type", "text").contains("xhtml"))
        .filter(child -> !"xml".equals(child.getAttributeValue("mode", "escaped")))
        .forEach(
            child ->
                child
                    .setAttribute("type", "html")
                    .setAttribute("mode", "escaped")
                    .setText(Elements.inner(child)));
  }

  private static FeedTree atom(Element root) {
    Namespace given = root.getNamespace();
    boolean old = given.getURI().startsWith("http://purl.org/atom/ns");
    Namespace wanted = Namespace.getNamespace(old ? Names.ATOM_03 : Names.ATOM);
    if (!given.equals(wanted)) {
      moveAll(root, given, wanted);
      move(root, wanted);
    }
    List<Element> entries = detached(Stream.of(root), "entry", wanted);
    entries.forEach(FeedTree::escape);
    return new FeedTree(root, root, entries);
  }

  private static List<Element> detached(Stream<Element> parents, String name, Namespace namespace) {
    ElementFilter entries = new ElementFilter(name, namespace);
    List<Element> found = new ArrayList<>();
    parents.forEach(parent -> split(parent, entries, found));
    return found;
  }

  // All out and the rest in again: taking 50,000 out one by one would be quadratic.
  private static void split(Element parent, ElementFilter entries, List<Element> found) {
    for (Content content : parent.removeContent()) {
      Element entry = entries.filter(content);
      if (entry == null) {
        parent.addContent(content);
      } else {
        found.add(entry);
      }
    }
  }
}
