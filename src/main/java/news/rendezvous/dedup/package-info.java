/**
 * Deduplication: one Kafka Streams topology from the entries topic to the items topic.
 *
 * <p>Dispatches (entries, amendments, withdrawals, retractions) enter, news items leave. Nothing
 * else ever writes the items topic. {@link news.rendezvous.dedup.DispatchHandler} handles each in
 * three steps:
 *
 * <ol>
 *   <li>match: {@link news.rendezvous.dedup.match.StoryMatcher} decides whether the entry and a
 *       stored story are one;
 *   <li>decide: {@link news.rendezvous.dedup.Decider}, a pure function, makes the next revision;
 *   <li>store: {@link news.rendezvous.dedup.store.StoryStore} keeps the story under all its aliases
 *       until no source has carried it for the whole window.
 * </ol>
 *
 * <p>The stage runs under {@code exactly_once_v2}: offsets, store and items are one transaction, so
 * that a consumer with {@code read_committed} sees each revision once. SmallRye's {@code
 * KafkaTransactions} is not used: in SmallRye Reactive Messaging 4.33 it completes successfully
 * when a commit fails, so that items could be lost, and it has no state store.
 *
 * <p>The store is on disk (RocksDB), some 1,000 bytes a story, with one changelog topic, which has
 * the stories and items without their indexes ({@link
 * news.rendezvous.dedup.store.StoryStateStore}). Its files are read from the page cache, so that
 * the process needs no more memory for more stories. A repeated entry takes 11 µs among a thousand
 * stories, 17 among a million, 19 among ten million. An in-memory store takes three times as many
 * bytes, all of them heap, and a start would read the whole changelog first. An edition stays in
 * one partition when partitions are added later ({@link news.rendezvous.dedup.store.StoreLayout}).
 *
 * <p>The store belongs to the items topic of its stories. Where that topic is created again, or the
 * store is lost, it is rebuilt from the topics ({@link news.rendezvous.dedup.StoreRebuild}). State
 * on disk that is no copy of the changelog is discarded.
 *
 * <p>A replica is a static member of its consumer group: after a restart it takes its partitions
 * back at once; a replica that stops leaves the group, and others take over.
 */
@NullMarked
package news.rendezvous.dedup;

import org.jspecify.annotations.NullMarked;
