/**
 * Icons of sources.
 *
 * <p>A source that has been polled enters; its icon leaves, fetched once through the address guard
 * and the budget of its host, bounded in size and checked to be an image. Nothing here is stored in
 * Kafka: each replica fetches the icons that its readers see. No poll waits for an icon, and no
 * request of a reader reaches a publisher.
 */
@NullMarked
package news.rendezvous.ingest.icon;

import org.jspecify.annotations.NullMarked;
