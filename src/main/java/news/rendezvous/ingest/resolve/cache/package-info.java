/**
 * Answers of getUrls end points, cached by hash and end point, and their log in the references
 * topic.
 *
 * <p>Nothing is requested here; the cache policy decides expiry and retries.
 */
@NullMarked
package news.rendezvous.ingest.resolve.cache;

import org.jspecify.annotations.NullMarked;
