/**
 * State store of the known stories.
 *
 * <p>Story records and items enter and are found by alias, by band of a sketch, or by age. The
 * binary form of keys and values is fixed: a change of it needs a new number in the name of the
 * store ({@code StoreLayout}). This package decides nothing about stories.
 */
@NullMarked
package news.rendezvous.dedup.store;

import org.jspecify.annotations.NullMarked;
