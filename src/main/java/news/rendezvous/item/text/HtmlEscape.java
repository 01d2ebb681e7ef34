package news.rendezvous.item.text;

/** Escapes a string for HTML and XML (HTML Living Standard, section 13.3). */
public final class HtmlEscape {

  private HtmlEscape() {}

  /** As the content of an element. */
  public static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** As the value of an attribute in double quotes. */
  public static String attribute(String value) {
    return text(value).replace("\"", "&quot;");
  }
}
