/**
 * Rendezvous, a news-feed aggregator. A story enters at one end of the street and leaves at the
 * other; each package is a house on the way:
 *
 * <pre>
 * source → fetch → parse → resolve → normalize → [entries] → dedup → [items] → view → serve
 *                                                                                  ↓
 *                                                                  [entries] ← amend
 * </pre>
 *
 * <p>{@code poll} walks the first half for every source, {@code stream} tells what comes to [items]
 * as it comes, {@code admin} gives orders, {@code broker} is the ground under the topics, {@code
 * item} what travels, {@code demo} a sample upstream.
 */
@NullMarked
package news.rendezvous;

import org.jspecify.annotations.NullMarked;
