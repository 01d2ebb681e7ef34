/**
 * Event loop of the deliveries of a replica: which subscriber has its next turn, its retries, its
 * position, and its partitions as they come and go.
 *
 * <p>Changes of rows, growth of the items topic, partitions and outcomes of turns enter as events;
 * turns leave, and writes of rows. All state is confined to the thread of the loop. {@link
 * news.rendezvous.serve.hub.delivery.loop.DeliveryLoop} connects it to the service; {@link
 * news.rendezvous.serve.hub.delivery.loop.DeliveryCoordinator} takes clock, threads and random
 * numbers as parameters, so that tests simulate it. No event of the loop blocks, reads the topic or
 * makes a request: turns run on threads beside it.
 */
@NullMarked
package news.rendezvous.serve.hub.delivery.loop;

import org.jspecify.annotations.NullMarked;
