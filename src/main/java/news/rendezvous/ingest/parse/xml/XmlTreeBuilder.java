package news.rendezvous.ingest.parse.xml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Builder of a tree from the events of a StAX parser, within limits. */
final class XmlTreeBuilder {

  private final XMLStreamReader reader;
  private final XmlLimits limits;
  private @Nullable XmlElement root;
  private @Nullable XmlElement open;
  private int depth;
  private int nodes;

  /** Different names, limited since many with equal hashes make the parser's table slow. */
  private final Set<String> names = new HashSet<>();

  XmlTreeBuilder(XMLStreamReader reader, XmlLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  /**
   * Reads to the end of the document or until a limit is exceeded.
   *
   * @throws XMLStreamException if the document is not well formed or has a document type
   */
  void read() throws XMLStreamException {
    while (reader.hasNext() && !isTooDeep() && !hasTooManyNames() && !isTooLarge()) {
      take(reader.next());
    }
  }

  boolean isTooDeep() {
    return depth > limits.maxDepth();
  }

  boolean hasTooManyNames() {
    return names.size() > limits.maxNames();
  }

  boolean isTooLarge() {
    return nodes > limits.maxElements();
  }

  /** The root element of a document that was read. */
  XmlElement root() {
    return Objects.requireNonNull(root, "XML without an element is not well formed");
  }

  private void take(int event) throws XMLStreamException {
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> start();
      case XMLStreamConstants.END_ELEMENT -> end();
      case XMLStreamConstants.CHARACTERS -> text();
      case XMLStreamConstants.PROCESSING_INSTRUCTION -> names.add(reader.getPITarget());
      case XMLStreamConstants.DTD ->
          throw new XMLStreamException("a second document type", reader.getLocation());
      default -> {} // comments
    }
  }

  private void start() {
    declarations();
    XmlElement.Name name =
        new XmlElement.Name(reader.getNamespaceURI(), reader.getPrefix(), reader.getLocalName());
    names.add(name.local());
    open = new XmlElement(name, attributes(), open);
    root = root == null ? open : root;
    depth++;
    nodes += 1 + open.attributes().size();
  }

  private void declarations() {
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      names.add(String.valueOf(reader.getNamespacePrefix(i)));
    }
  }

  private void end() {
    open = open == null ? null : open.parent();
    depth--;
  }

  private void text() {
    if (open != null) {
      open.add(reader.getText());
      nodes++;
    }
  }

  private List<XmlElement.Attribute> attributes() {
    int count = reader.getAttributeCount();
    if (count == 0) {
      return List.of();
    }
    List<XmlElement.Attribute> attributes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      XmlElement.Name name =
          new XmlElement.Name(
              reader.getAttributeNamespace(i),
              reader.getAttributePrefix(i),
              reader.getAttributeLocalName(i));
      names.add(name.local());
      attributes.add(new XmlElement.Attribute(name, reader.getAttributeValue(i)));
    }
    return attributes;
  }
}
