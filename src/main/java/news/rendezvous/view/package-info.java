/**
 * Materialised view of the items topic, in memory.
 *
 * <p>Records of the items topic enter, read and decoded once a replica; an ordered and bounded
 * {@code Timeline} leaves, and each decoded record for the streams ({@code ItemsListener}). Every
 * replica has the same timeline. Nothing here ever writes to Kafka or depends on a feed format.
 */
@NullMarked
package news.rendezvous.view;

import org.jspecify.annotations.NullMarked;
