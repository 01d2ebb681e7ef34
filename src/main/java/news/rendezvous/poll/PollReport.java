package news.rendezvous.poll;

import java.time.Duration;
import news.rendezvous.fetch.Outcome;

/**
 * What a poll brought.
 *
 * @param outcome how it ended
 * @param entries entries in the document
 * @param changed entries that were new or changed, all acknowledged by the broker
 * @param took from the first request to the acknowledged state
 */
public record PollReport(Outcome outcome, int entries, int changed, Duration took) {}
