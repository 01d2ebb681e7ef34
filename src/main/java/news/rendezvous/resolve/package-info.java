/**
 * References to addresses.
 *
 * <p>The {@link news.rendezvous.parse.Reference}s of one entry enter, {@link
 * news.rendezvous.item.Related} values leave, one for each distinct target. A reference is never
 * followed further than to its target, and an unresolved one is a value like any other.
 */
@NullMarked
package news.rendezvous.resolve;

import org.jspecify.annotations.NullMarked;
