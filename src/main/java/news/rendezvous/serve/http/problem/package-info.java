/**
 * Problem documents, RFC 9457.
 *
 * <p>Errors of resources and routes enter, problem documents or web pages leave. No detail of the
 * implementation is ever shown to a client, and no other package of the service is imported.
 */
@NullMarked
package news.rendezvous.serve.http.problem;

import org.jspecify.annotations.NullMarked;
