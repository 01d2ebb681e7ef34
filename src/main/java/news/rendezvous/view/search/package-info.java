/**
 * Search in memory: tokens of every script, and Bloom filters that select candidates.
 *
 * <p>Nothing of the items is known here; false positives are left to the caller.
 */
@NullMarked
package news.rendezvous.view.search;

import org.jspecify.annotations.NullMarked;
