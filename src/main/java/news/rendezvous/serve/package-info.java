/**
 * Documents for readers.
 *
 * <p>A {@code Timeline} enters; RSS, Atom and JSON Feed documents leave, made of the bytes of the
 * log. Nothing here ever changes anything.
 */
@NullMarked
package news.rendezvous.serve;

import org.jspecify.annotations.NullMarked;
