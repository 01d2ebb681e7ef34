package news.rendezvous.item;

/**
 * One identity that a story is known by within its edition. Two entries that share one are the same
 * story; an identity that is not safe to share (a guid given to two entries, the home page as link)
 * is never made an alias.
 *
 * @param match how a duplicate found by this alias is labelled
 * @param key the identity in its compared form; unique among aliases of the same match
 */
public record Alias(Match match, String key) {}
