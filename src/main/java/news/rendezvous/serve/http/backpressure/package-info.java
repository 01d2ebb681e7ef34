/**
 * Backpressure of clients that do not read their responses, or do so slowly.
 *
 * <p>A body enters when it is to be rendered or written, and leaves piece by piece as its socket
 * takes it. {@code ResponseMemory} bounds the bytes of all responses, {@code WriteTimeout} closes
 * connections without progress, and {@code ResponseBackpressure} delays pipelined requests. A
 * client that reads is never cut, however slow it is.
 */
@NullMarked
package news.rendezvous.serve.http.backpressure;

import org.jspecify.annotations.NullMarked;
