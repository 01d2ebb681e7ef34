/**
 * Search in memory: the queries of readers, tokens of every script, and Bloom filters that select
 * candidates.
 *
 * <p>The text of a query enters and a {@link news.rendezvous.view.search.Query} leaves, which tests
 * an item in two steps: a Bloom filter excludes most items, with false positives, and the query
 * decides on the rest. Of an item only the {@link news.rendezvous.view.search.SearchableItem} is
 * known here.
 */
@NullMarked
package news.rendezvous.view.search;

import org.jspecify.annotations.NullMarked;
