/**
 * The loop: what is due, what is new.
 *
 * <p>Sources enter, entries leave to their topic; what was learned of a source leaves to the
 * poll-state topic, always after the broker has acknowledged the entries. A source that hangs never
 * delays another.
 *
 * <p>A host that asks to be left alone (Retry-After, RFC 9110 section 10.2.3) is: none of its feeds
 * is polled before that time, after a restart too, but for what an operator asks for. Any other
 * failure of one feed costs only that feed.
 */
@NullMarked
package news.rendezvous.poll;

import org.jspecify.annotations.NullMarked;
