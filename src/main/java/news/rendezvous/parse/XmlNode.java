package news.rendezvous.parse;

/** What an element of XML holds: elements and texts; nobody asks for comments and instructions. */
sealed interface XmlNode permits XmlElement, XmlNode.Text {

  /** Text, with what its references stand for and what its CDATA sections hold. */
  record Text(String value) implements XmlNode {}
}
