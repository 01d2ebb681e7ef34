package news.rendezvous.poll;

/**
 * How a poll ended.
 *
 * @param report for those who asked for it
 * @param state what is known of the source now, which the topic holds already
 * @param olderPage whether it read an older page of the feed, not the feed itself
 */
record Ending(PollReport report, PollState state, boolean olderPage) {}
