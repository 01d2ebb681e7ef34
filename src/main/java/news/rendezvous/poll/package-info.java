/**
 * The loop: what is due, what is new.
 *
 * <p>Sources enter, entries leave to their topic; what was learned of a source leaves to the
 * poll-state topic, always after the broker has acknowledged the entries. A source that hangs never
 * delays another.
 */
@NullMarked
package news.rendezvous.poll;

import org.jspecify.annotations.NullMarked;
