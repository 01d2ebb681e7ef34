/**
 * HTTP semantics of all requests and responses (RFC 9110).
 *
 * <p>A request enters as the HTTP server parsed it; it leaves validated and with its target host,
 * or as a problem document. Responses get {@code Date}, CORS headers, validators ({@code
 * EntityTag}, {@code Preconditions}) and content codings. Nothing here depends on a resource.
 */
@NullMarked
package news.rendezvous.serve.http;

import org.jspecify.annotations.NullMarked;
