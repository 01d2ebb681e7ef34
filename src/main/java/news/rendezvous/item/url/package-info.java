/**
 * URLs: their canonical form, and the facts that follow from a URL alone.
 *
 * <p>A text enters; a URL leaves that is absolute and never active, or none. Nothing here makes a
 * request.
 */
@NullMarked
package news.rendezvous.item.url;

import org.jspecify.annotations.NullMarked;
