/**
 * The model: the values that travel between the stages, and their JSON.
 *
 * <p>{@link news.rendezvous.item.Dispatch} is the value of a record in the entries topic, {@link
 * news.rendezvous.item.NewsItem} of a record in the items topic and of every answer to a reader.
 * Values check themselves when they are made. Nothing here reads a clock, a file or the network, or
 * imports another package of the service.
 */
@NullMarked
package news.rendezvous.item;

import org.jspecify.annotations.NullMarked;
