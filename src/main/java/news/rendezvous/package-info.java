/**
 * Rendezvous, a news-feed aggregator. The packages are the stages of one pipeline:
 *
 * <pre>
 * source → fetch → parse → resolve → normalize → [entries] → dedup → [items] → view → serve
 *                                                                                  ↓
 *                                                                  [entries] ← amend
 * </pre>
 *
 * <p>{@code poll} composes the stages before the entries topic, {@code stream} serves the items
 * topic as events, {@code admin} is the API of the operator, {@code broker} the access to Kafka,
 * {@code item} the model, {@code demo} a sample upstream.
 */
@NullMarked
package news.rendezvous;

import org.jspecify.annotations.NullMarked;
