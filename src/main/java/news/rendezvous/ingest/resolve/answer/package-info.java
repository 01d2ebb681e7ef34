/**
 * Responses of getUrls end points: redirects, JSON, text, media and pages become URLs.
 *
 * <p>A response enters, an answer leaves. No URL that the guard forbids leaves.
 */
@NullMarked
package news.rendezvous.ingest.resolve.answer;

import org.jspecify.annotations.NullMarked;
