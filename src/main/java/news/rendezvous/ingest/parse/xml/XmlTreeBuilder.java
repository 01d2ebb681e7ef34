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

/** Grows a tree from what a parser meets, within limits. */
final class XmlTreeBuilder {

  private final XMLStreamReader reader;
  private final int maxDepth;
  private final int maxNames;
  private @Nullable XmlElement root;
  private @Nullable XmlElement open;
  private int depth;

  /** The parser looks names up in a table that slows down where many have one hash on purpose. */
  private final Set<String> names = new HashSet<>();

  XmlTreeBuilder(XMLStreamReader reader, int maxDepth, int maxNames) {
    this.reader = reader;
    this.maxDepth = maxDepth;
    this.maxNames = maxNames;
  }

  /**
   * Reads to the end, or to where a limit is passed.
   *
   * @throws XMLStreamException where the document is not well formed or has a document type
   */
  void read() throws XMLStreamException {
    while (reader.hasNext() && !isTooDeep() && !hasTooManyNames()) {
      take(reader.next());
    }
  }

  boolean isTooDeep() {
    return depth > maxDepth;
  }

  boolean hasTooManyNames() {
    return names.size() > maxNames;
  }

  /** The root, once all has been read. */
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
