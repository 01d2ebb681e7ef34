/**
 * HTTP interface for readers.
 *
 * <p>Items of the {@code Timeline} enter; RSS, Atom and JSON Feed documents leave, made of the
 * bytes of the log. Nothing here ever changes state.
 */
@NullMarked
package news.rendezvous.serve;

import org.jspecify.annotations.NullMarked;
