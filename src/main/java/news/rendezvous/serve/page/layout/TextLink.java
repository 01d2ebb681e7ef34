package news.rendezvous.serve.page.layout;

/**
 * A link with a text.
 *
 * @param text its text
 * @param href its URL
 */
public record TextLink(String text, String href) {}
