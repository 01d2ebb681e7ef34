package news.rendezvous.dedup.store;

import org.apache.kafka.common.Uuid;

/**
 * Ids (KIP-516) of the topics that a store belongs to. They change when a topic is deleted and
 * created again.
 *
 * @param items topic that holds the items of the stored stories
 * @param entries topic whose records were decided with the store
 */
public record TopicGeneration(Uuid items, Uuid entries) {}
