/**
 * HTTP/1.1 transport: connections, one GET request, decoding and limits of the body (RFC 9110,
 * 9112).
 *
 * <p>Only addresses that the guard has checked are connected to. Redirects are not followed here.
 */
@NullMarked
package news.rendezvous.ingest.fetch.http;

import org.jspecify.annotations.NullMarked;
