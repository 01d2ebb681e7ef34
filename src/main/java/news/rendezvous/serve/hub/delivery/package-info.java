/**
 * Delivery of news to callbacks, at least once and in order for each of them.
 *
 * <p>Records of the items topic enter, and subscribers from their topic; requests to callbacks
 * leave, made by others from what a subscriber has not got yet. Partitions of the subscriptions
 * topic are shared by a consumer group, so that a lost replica's subscribers are served on by
 * another. Nothing here keeps a queue for each callback: what is left to deliver is a position in
 * the items topic.
 */
@NullMarked
package news.rendezvous.serve.hub.delivery;

import org.jspecify.annotations.NullMarked;
