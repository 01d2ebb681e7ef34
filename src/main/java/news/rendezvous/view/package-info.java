/**
 * What is served, in memory.
 *
 * <p>The items topic enters, an ordered and bounded {@code Timeline} leaves. Every replica holds
 * the same one. Nothing here ever writes to Kafka or knows a format.
 */
@NullMarked
package news.rendezvous.view;

import org.jspecify.annotations.NullMarked;
