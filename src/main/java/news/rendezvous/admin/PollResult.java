package news.rendezvous.admin;

import news.rendezvous.ingest.poll.queue.PollAnswer;

/**
 * Result of a poll.
 *
 * @param outcome label of its outcome
 * @param entries entries in the document
 * @param changed entries that were new or changed
 * @param tookMs milliseconds until Kafka had acknowledged all
 */
record PollResult(String outcome, int entries, int changed, long tookMs) {

  static PollResult of(PollAnswer.Polled poll) {
    return new PollResult(
        poll.outcome().label(), poll.entries(), poll.changed(), poll.took().toMillis());
  }
}
