/**
 * Once, and only once.
 *
 * <p>Dispatches enter from the entries topic, news items leave to theirs, in one Kafka Streams
 * topology under exactly_once_v2. Nothing else ever writes the items topic.
 *
 * <p>An entry is recognised by its aliases, else by its text; what that means to the stream is
 * decided by a pure function; the story is remembered with all names that it goes by, until nobody
 * has carried it for the whole window. An alias alone makes no story: {@code SameSource} guards
 * those of one source, {@code Likeness} those that a stranger may have borrowed. Several stories
 * may go by one name, so that nobody occupies it; an entry is compared with each of them. What is
 * remembered lies on disk (RocksDB), some 900 bytes a story, and in one changelog; its files are
 * read where the operating system caches them, so that the process takes no more memory for more
 * stories. An entry that is seen again takes 11 µs among a thousand stories, 17 among a million, 19
 * among ten million. On the heap a story takes three times as many bytes, all of it heap, and every
 * start reads the changelog before the first entry is decided. What one dispatch teaches is written
 * as one batch, or not at all.
 *
 * <p>A memory belongs to the items topic that its stories stand in, and says so by the topic's id.
 * Where the topic is another one, or the memory is lost, it is rebuilt from what the topics hold
 * ({@link news.rendezvous.dedup.MemoryRebuild}); state on disk that is no copy of the changelog is
 * discarded ({@link news.rendezvous.dedup.StateOrigin}). An edition is remembered in one partition
 * for ever, whatever partitions are added ({@link news.rendezvous.dedup.MemoryLayout}).
 *
 * <p>A replica is a static member of its group, by a name that lies beside its state: killed and
 * started again it takes its place at once. Whoever leaves says so, and the others take over.
 */
@NullMarked
package news.rendezvous.dedup;

import org.jspecify.annotations.NullMarked;
