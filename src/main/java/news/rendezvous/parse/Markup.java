package news.rendezvous.parse;

/**
 * A text as a feed carries it, with what it is.
 *
 * @param value the text, decoded once from the feed's own syntax
 * @param html whether markup and entities in it mean something
 */
public record Markup(String value, boolean html) {}
