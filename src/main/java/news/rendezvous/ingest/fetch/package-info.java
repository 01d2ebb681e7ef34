/**
 * Guarded HTTP fetch of one feed document.
 *
 * <p>A {@link news.rendezvous.source.Source} and the validators of its last response enter, a
 * {@link news.rendezvous.ingest.fetch.Fetched} leaves: the document, "not modified", or a named
 * failure. The {@link news.rendezvous.ingest.fetch.http.Transport} below it makes every outgoing
 * request of the service: it connects to checked addresses only, follows no redirect, reads no more
 * than its plan allows, and does not interpret the bytes. The {@link
 * news.rendezvous.ingest.fetch.politeness.RequestScheduler} alone decides when a host gets its next
 * request, for references too; {@link news.rendezvous.ingest.fetch.RetryAfter} reads the header
 * that holds a host.
 */
@NullMarked
package news.rendezvous.ingest.fetch;

import org.jspecify.annotations.NullMarked;
