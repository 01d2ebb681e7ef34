package news.rendezvous.serve.format;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import news.rendezvous.item.text.XmlCharacters;
import org.jspecify.annotations.Nullable;

/**
 * XML writer (XML 1.0, UTF-8) whose output is well-formed for any text. Qualified names are written
 * verbatim: the root element declares their prefixes, so that fragments need not.
 */
public final class XmlWriter {

  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
  // With a bare OutputStreamWriter the JDK's XML writer queries its encoder for each half of a
  // surrogate pair and writes both as character references, which is not well-formed.
  private final Writer characters =
      new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
  private final XMLStreamWriter xml = WRITERS.createXMLStreamWriter(characters);

  private XmlWriter() throws XMLStreamException {}

  @FunctionalInterface
  public interface Content {
    void writeTo(XmlWriter xml) throws XMLStreamException, IOException;
  }

  public static byte[] document(Content content) {
    return write(
        xml -> {
          xml.xml.writeStartDocument("UTF-8", "1.0");
          content.writeTo(xml);
        });
  }

  static byte[] fragment(Content content) {
    return write(content);
  }

  private static byte[] write(Content content) {
    try {
      XmlWriter xml = new XmlWriter();
      content.writeTo(xml);
      xml.flush();
      return xml.bytes.toByteArray();
    } catch (XMLStreamException | IOException e) {
      throw new IllegalStateException("in-memory XML output failed", e);
    }
  }

  private void flush() throws XMLStreamException, IOException {
    xml.flush();
    characters.flush();
  }

  /**
   * Starts an element.
   *
   * @param attributes alternating names and values; one with a null value is left out
   */
  public void open(String name, @Nullable String... attributes) throws XMLStreamException {
    xml.writeStartElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      String attribute = attributes[i];
      String value = attributes[i + 1];
      if (attribute != null && value != null) {
        xml.writeAttribute(attribute, XmlCharacters.only(value));
      }
    }
  }

  public void close() throws XMLStreamException {
    xml.writeEndElement();
  }

  public void empty(String name, @Nullable String... attributes) throws XMLStreamException {
    open(name, attributes);
    close();
  }

  /** Writes an element with text; nothing where the text is null. */
  public void text(String name, @Nullable String text, @Nullable String... attributes)
      throws XMLStreamException {
    if (text != null) {
      open(name, attributes);
      xml.writeCharacters(XmlCharacters.only(text));
      close();
    }
  }

  void add(byte[] fragment) throws XMLStreamException, IOException {
    xml.writeCharacters(""); // closes an open start tag
    flush();
    bytes.write(fragment);
  }
}
