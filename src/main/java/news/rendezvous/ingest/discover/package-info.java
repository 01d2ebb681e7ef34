/**
 * Feed autodiscovery: the feeds of a site, found on behalf of an operator.
 *
 * <p>The URL of a page or of a feed enters; the feeds that stand there leave, or the reason why the
 * URL cannot be fetched. Nothing is subscribed to here, and no request bypasses the address guard
 * or the budget of its host.
 */
@NullMarked
package news.rendezvous.ingest.discover;

import org.jspecify.annotations.NullMarked;
