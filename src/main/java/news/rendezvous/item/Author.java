package news.rendezvous.item;

/**
 * Somebody who wrote a story.
 *
 * @param name plain text, not blank
 */
public record Author(String name) {}
