/**
 * Search in memory: tokens of every script, and Bloom filters that select candidates.
 *
 * <p>The text of an item or a query enters; tokens, or the candidates for a query, leave. Nothing
 * of the items is known here; false positives are left to the caller.
 */
@NullMarked
package news.rendezvous.view.search;

import org.jspecify.annotations.NullMarked;
