/**
 * HTTP/1.1 transport: connections, one GET request, decoding and limits of the body (RFC 9110,
 * 9112).
 *
 * <p>A request and its checked address enter; a response with its decoded body leaves, or the error
 * of the network. Only addresses that the guard has checked are connected to. Redirects are not
 * followed here.
 */
@NullMarked
package news.rendezvous.ingest.fetch.http;

import org.jspecify.annotations.NullMarked;
