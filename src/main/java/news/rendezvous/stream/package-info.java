/**
 * News as it happens.
 *
 * <p>Records of the items topic enter, each read and decoded once a replica, by the view; an event
 * for each of them leaves on every open connection that asks for it, with a position from which any
 * replica goes on. Nothing here ever waits for a reader that does not read, and nothing keeps a
 * record: who missed one is read it from the topic.
 */
@NullMarked
package news.rendezvous.stream;

import org.jspecify.annotations.NullMarked;
