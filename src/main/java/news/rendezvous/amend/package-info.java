/**
 * Amendments: references that resolve after their item was published.
 *
 * <p>Items of the view with unresolved references enter; {@link
 * news.rendezvous.item.Dispatch.Amendment}s leave for the entries topic, since the dedup stage is
 * the only writer of items. Nothing here waits for an end point or handles items of sources that
 * another replica polls.
 */
@NullMarked
package news.rendezvous.amend;

import org.jspecify.annotations.NullMarked;
