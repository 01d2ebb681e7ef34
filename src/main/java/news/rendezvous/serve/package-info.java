/**
 * HTTP interface for readers.
 *
 * <p>Items of the {@code Timeline} enter; RSS, Atom and JSON Feed documents leave, made of the
 * bytes of the log. Nothing here changes state but the hub, which keeps its subscriptions.
 */
@NullMarked
package news.rendezvous.serve;

import org.jspecify.annotations.NullMarked;
