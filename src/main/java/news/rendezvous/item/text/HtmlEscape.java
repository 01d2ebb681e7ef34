package news.rendezvous.item.text;

/** Escaping of text for HTML and XML (HTML Living Standard, section 13.3). */
public final class HtmlEscape {

  private HtmlEscape() {}

  /** Text as the content of an element. */
  public static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Text as the value of an attribute in double quotes. */
  public static String attribute(String value) {
    return text(value).replace("\"", "&quot;");
  }
}
