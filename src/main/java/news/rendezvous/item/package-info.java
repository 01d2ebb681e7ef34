/**
 * The kernel: what travels between the stages, and its JSON.
 *
 * <p>Nothing enters and nothing leaves: these are values that guard themselves. {@link
 * news.rendezvous.item.Dispatch} is what the entries topic carries, {@link
 * news.rendezvous.item.NewsItem} what the items topic carries and every reader gets. No value here
 * ever reads a clock, a file or the network, and none imports another package of the service.
 */
@NullMarked
package news.rendezvous.item;

import org.jspecify.annotations.NullMarked;

