package news.rendezvous.page;

/**
 * A link with a text.
 *
 * @param text its text
 * @param href its URL
 */
record Link(String text, String href) {}
