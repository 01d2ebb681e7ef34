/**
 * Rendezvous, a news-feed aggregator. The packages are the stages of one pipeline:
 *
 * <pre>
 * source → ingest → [entries] → dedup → [items] → view → serve
 *                                          ↓
 *                          [entries] ← amend
 * </pre>
 *
 * <p>{@code item} is the model, {@code kafka} the access to topics and the embedded broker, {@code
 * admin} the API of the operator, {@code launch} the start and its configuration mistakes, {@code
 * demo} a sample upstream. CONTRIBUTING.md has the map.
 */
@NullMarked
package news.rendezvous;

import org.jspecify.annotations.NullMarked;
