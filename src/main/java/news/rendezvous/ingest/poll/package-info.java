/**
 * Polling: schedules the polls of the sources that this replica owns, and sends their new entries.
 *
 * <p>Sources enter, entries leave to their topic. The state of a source leaves to the poll-state
 * topic, always after the broker has acknowledged its entries (at-least-once; the dedup stage drops
 * repetitions). A source that hangs never delays another.
 *
 * <p>{@link PollScheduler} is the event loop, {@link PollCoordinator} makes its decisions, {@link
 * PollQueue} orders sources by due time and host, {@link Poller} performs one poll, and {@link
 * Schedule} calculates the time of the next.
 *
 * <p>Retry-After (RFC 9110 section 10.2.3): {@link news.rendezvous.ingest.fetch.RetryAfter} reads
 * it, {@link news.rendezvous.ingest.fetch.politeness.RequestScheduler} keeps the hold of the host;
 * {@link PollPlan#hold} is a copy from which {@link PollCoordinator} restores it after a restart.
 * During a hold no feed of the host is polled, except by a manual poll. Any other failure of one
 * feed has no effect on other feeds of the host.
 */
@NullMarked
package news.rendezvous.ingest.poll;

import news.rendezvous.ingest.poll.queue.PollCoordinator;
import news.rendezvous.ingest.poll.queue.PollQueue;
import news.rendezvous.ingest.poll.schedule.PollPlan;
import news.rendezvous.ingest.poll.schedule.Schedule;
import org.jspecify.annotations.NullMarked;
