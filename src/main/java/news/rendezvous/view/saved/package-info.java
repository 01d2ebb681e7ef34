/**
 * Saved views: named selections of items, in a compacted topic.
 *
 * <p>Configuration and admin commands enter; {@link news.rendezvous.view.saved.SavedView}s and
 * their changes leave, the same on every replica. Nothing here reads items or delivers to a
 * webhook.
 */
@NullMarked
package news.rendezvous.view.saved;

import org.jspecify.annotations.NullMarked;
