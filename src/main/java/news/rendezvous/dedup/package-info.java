/**
 * Once, and only once.
 *
 * <p>Dispatches enter from the entries topic, news items leave to theirs, in one Kafka Streams
 * topology under exactly_once_v2. Nothing else ever writes the items topic.
 *
 * <p>An entry is recognised by its aliases, else by its text; what that means to the stream is
 * decided by a pure function; the story is remembered with all names that it goes by, until nobody
 * has carried it for the whole window. What is remembered lies on disk (RocksDB), within a bound of
 * memory that does not grow with it, and in one changelog: on the heap a story would take as many
 * bytes of it, and every start would read the changelog before the first entry is decided; a
 * decision costs little more on disk.
 */
@NullMarked
package news.rendezvous.dedup;

import org.jspecify.annotations.NullMarked;
