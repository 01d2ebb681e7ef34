/**
 * Delivery of news to callbacks, at least once and in order of the partition for each of them.
 *
 * <p>Records of the items topic enter, and subscribers from their topic; requests to callbacks
 * leave, made by others from what a subscriber has not got yet. Partitions of the subscriptions
 * topic are shared by a consumer group, so that a lost replica's subscribers are served on by
 * another. Nothing here keeps a queue for each callback: what is left to deliver is a position in
 * the items topic, and its events are in a window of the newest or read from the topic. The package
 * {@code loop} decides and delivers; here are the subscribers and the events.
 *
 * <h2>The two writers of a row</h2>
 *
 * <p>A row of the subscriptions topic has a part of the requester (lease and secret, written by any
 * replica that verified a subscription) and a part of the owner of the partition (position and
 * state). Kafka has no conditional write, so each of them writes the other's part as it knows it,
 * and repairs its own where the other overwrote it:
 *
 * <ul>
 *   <li>The owner, in memory, knows position and state best. When it reads a row with others, it
 *       writes its own again with the lease and secret of that row. For ten seconds after it gained
 *       the partition a later position wins, since the owner before may just have written it.
 *   <li>The requester watches a row for a minute after its write. A row that has lease and secret
 *       of before was written by an owner that had not read the request: it is written again; after
 *       a removal it is removed again. Any other row is of a later request, and stands.
 *   <li>An owner that removes a row (410, end of the lease) and reads a renewal before its
 *       tombstone writes the renewed row again. A lease is removed ten seconds after its end, so
 *       that a renewal in time has arrived.
 * </ul>
 *
 * <p>So a crash repeats the deliveries since the last write of a position, a second at most while
 * Kafka takes writes, and neither a lease nor a position is lost.
 */
@NullMarked
package news.rendezvous.serve.hub.delivery;

import org.jspecify.annotations.NullMarked;
