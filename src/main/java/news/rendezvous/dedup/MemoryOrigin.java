package news.rendezvous.dedup;

/**
 * What the memory is checked against, and rebuilt from.
 *
 * @param layout where editions are remembered
 * @param generation the topics as they are now
 * @param logs reads them
 */
record MemoryOrigin(MemoryLayout layout, Generation generation, Logs logs) {}
