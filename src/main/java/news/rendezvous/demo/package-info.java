/**
 * A sample upstream in the Rendezvous dialect, off by default.
 *
 * <p>The clock enters; feeds, stories, pictures and answers to {@code getUrls} references leave, so
 * that a machine without internet shows a running system. It never runs without {@code
 * rendezvous.demo}, and its feeds are polled like any other. After a restart on the same data its
 * stories are the same.
 */
@NullMarked
package news.rendezvous.demo;

import org.jspecify.annotations.NullMarked;
