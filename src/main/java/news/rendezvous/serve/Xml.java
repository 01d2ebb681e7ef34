package news.rendezvous.serve;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import news.rendezvous.item.XmlCharacters;
import org.jspecify.annotations.Nullable;

/**
 * XML 1.0 in UTF-8, well-formed whatever the texts hold. Names are written as they are given,
 * prefix and all; the root of the document declares the prefixes, so that fragments need not.
 */
final class Xml {

  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
  // Not the bare OutputStreamWriter: the JDK's XML writer would ask its encoder about each half of
  // a
  // surrogate pair and write both as character references, which is not well-formed.
  private final Writer characters =
      new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
  private final XMLStreamWriter xml = WRITERS.createXMLStreamWriter(characters);

  private Xml() throws XMLStreamException {}

  /** What goes into a document or a fragment. */
  @FunctionalInterface
  interface Content {
    void writeTo(Xml xml) throws XMLStreamException, IOException;
  }

  /** A whole document. */
  static byte[] document(Content content) {
    return write(
        xml -> {
          xml.xml.writeStartDocument("UTF-8", "1.0");
          content.writeTo(xml);
        });
  }

  /** A piece of a document. */
  static byte[] fragment(Content content) {
    return write(content);
  }

  private static byte[] write(Content content) {
    try {
      Xml xml = new Xml();
      content.writeTo(xml);
      xml.flush();
      return xml.bytes.toByteArray();
    } catch (XMLStreamException | IOException e) {
      throw new IllegalStateException("memory takes any XML", e);
    }
  }

  private void flush() throws XMLStreamException, IOException {
    xml.flush();
    characters.flush();
  }

  /**
   * Starts an element.
   *
   * @param attributes names and values in turn; one whose value is null is left out
   */
  void open(String name, @Nullable String... attributes) throws XMLStreamException {
    xml.writeStartElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      String attribute = attributes[i];
      String value = attributes[i + 1];
      if (attribute != null && value != null) {
        xml.writeAttribute(attribute, XmlCharacters.only(value));
      }
    }
  }

  /** Ends the element that was started last. */
  void close() throws XMLStreamException {
    xml.writeEndElement();
  }

  /** An element without content. */
  void empty(String name, @Nullable String... attributes) throws XMLStreamException {
    open(name, attributes);
    close();
  }

  /** An element with text in it; nothing at all where there is no text. */
  void text(String name, @Nullable String text, @Nullable String... attributes)
      throws XMLStreamException {
    if (text != null) {
      open(name, attributes);
      xml.writeCharacters(XmlCharacters.only(text));
      close();
    }
  }

  /** A fragment that was made before. */
  void add(byte[] fragment) throws XMLStreamException, IOException {
    xml.writeCharacters(""); // ends the start tag that may still be open
    flush();
    bytes.write(fragment);
  }
}
