/**
 * What is served, in memory.
 *
 * <p>The items topic enters, an ordered and bounded {@code Timeline} leaves, and each record for
 * whoever listens. Every replica holds the same timeline. Nothing here ever writes to Kafka or
 * knows a format.
 */
@NullMarked
package news.rendezvous.view;

import org.jspecify.annotations.NullMarked;
