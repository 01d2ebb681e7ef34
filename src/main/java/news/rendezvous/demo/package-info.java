/**
 * A sample upstream in the Rendezvous dialect.
 *
 * <p>Nothing enters but the clock; a feed, its stories, pictures and {@code getUrls} leave, so that
 * a machine without internet shows a running system. It is never there unless asked for.
 */
@NullMarked
package news.rendezvous.demo;

import org.jspecify.annotations.NullMarked;
