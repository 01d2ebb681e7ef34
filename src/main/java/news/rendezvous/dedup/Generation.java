package news.rendezvous.dedup;

import org.apache.kafka.common.Uuid;

/**
 * The topics that a memory belongs to, by their ids (KIP-516).
 *
 * @param items where its stories stand
 * @param entries which of whose records it has decided
 */
record Generation(Uuid items, Uuid entries) {}
