package news.rendezvous.ingest.parse.xml;

import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/** An XML element with attributes and content: a minimal tree, built by {@link XmlReader} only. */
public final class XmlElement implements XmlNode {

  /** The name of an element or attribute (Namespaces in XML 1.0, section 3). */
  public record Name(String namespace, String prefix, String local) {

    /** The qualified name, as in the document. */
    public String qualified() {
      return prefix.isEmpty() ? local : prefix + ':' + local;
    }
  }

  /** An attribute other than a namespace declaration. */
  public record Attribute(Name name, String value) {}

  private final Name name;
  private final @Nullable XmlElement parent;
  private final List<Attribute> attributes;
  private final List<XmlNode> content = new ArrayList<>(1);

  /** Appends an element to its parent. */
  public XmlElement(Name name, List<Attribute> attributes, @Nullable XmlElement parent) {
    this.name = name;
    this.attributes = attributes;
    this.parent = parent;
    if (parent != null) {
      parent.content.add(this);
    }
  }

  void add(String text) {
    content.add(new Text(text));
  }

  Name name() {
    return name;
  }

  public String local() {
    return name.local();
  }

  @Nullable
  public XmlElement parent() {
    return parent;
  }

  public List<Attribute> attributes() {
    return attributes;
  }

  /** The value of an attribute in no namespace. */
  @Nullable
  public String attribute(String local) {
    return attribute("", local);
  }

  /** The value of {@code xml:base}, {@code xml:lang} and the like; null for a blank one. */
  @Nullable
  public String xmlAttribute(String local) {
    String value = attribute(XMLConstants.XML_NS_URI, local);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private @Nullable String attribute(String namespace, String local) {
    for (Attribute attribute : attributes) {
      if (attribute.name().local().equals(local)
          && attribute.name().namespace().equals(namespace)) {
        return attribute.value();
      }
    }
    return null;
  }

  public List<XmlNode> content() {
    return content;
  }

  public List<XmlElement> children() {
    return content.stream()
        .filter(XmlElement.class::isInstance)
        .map(XmlElement.class::cast)
        .toList();
  }

  public boolean hasChildren() {
    for (XmlNode node : content) {
      if (node instanceof XmlElement) {
        return true;
      }
    }
    return false;
  }

  /** Text of the element itself, without that of its children. */
  public String text() {
    if (content.size() == 1 && content.get(0) instanceof Text only) {
      return only.value();
    }
    StringBuilder text = new StringBuilder();
    for (XmlNode node : content) {
      text.append(node instanceof Text part ? part.value() : "");
    }
    return text.toString();
  }

  public boolean isWithin(XmlElement other) {
    return parent != null && (parent == other || parent.isWithin(other));
  }
}
