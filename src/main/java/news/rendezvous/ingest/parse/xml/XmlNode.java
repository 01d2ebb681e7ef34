package news.rendezvous.ingest.parse.xml;

/** A node in the content of an XML element: an {@code XmlElement} or text, never a comment. */
public interface XmlNode {

  /** Character data, references resolved and CDATA sections unwrapped. */
  record Text(String value) implements XmlNode {}
}
