package news.rendezvous.ingest.parse.xml;

/** The content of an XML element: an {@code XmlElement} or text; comments are not kept. */
public interface XmlNode {

  /** Character data, references resolved and CDATA sections unwrapped. */
  record Text(String value) implements XmlNode {}
}
