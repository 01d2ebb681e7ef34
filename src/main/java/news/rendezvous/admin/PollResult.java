package news.rendezvous.admin;

import news.rendezvous.poll.PollReport;

/**
 * What a poll brought.
 *
 * @param outcome its label
 * @param entries entries in the document
 * @param changed entries that were new or changed
 * @param tookMs milliseconds until Kafka had acknowledged all
 */
record PollResult(String outcome, int entries, int changed, long tookMs) {

  static PollResult of(PollReport report) {
    return new PollResult(
        report.outcome().label(), report.entries(), report.changed(), report.took().toMillis());
  }
}
