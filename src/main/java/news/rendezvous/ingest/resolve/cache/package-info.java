/**
 * Answers of getUrls end points, cached by hash and end point, and their log in the references
 * topic.
 *
 * <p>Answers of this replica and records of others enter; what is known of a reference leaves, and
 * when it is due for a request. Nothing is requested here.
 */
@NullMarked
package news.rendezvous.ingest.resolve.cache;

import org.jspecify.annotations.NullMarked;
