package news.rendezvous.ingest.poll.state;

import java.util.Objects;
import news.rendezvous.ingest.fetch.Validators;
import news.rendezvous.ingest.poll.schedule.PollHealth;
import news.rendezvous.ingest.poll.schedule.PollPlan;
import news.rendezvous.item.FeedProfile;
import org.jspecify.annotations.Nullable;

/**
 * State of a source after its last poll: the value of a record in the poll-state topic. The
 * component names of this record and of those in it are its JSON, which has to stay readable.
 *
 * @param memory facts that the next poll compares with
 * @param health result of the last poll
 * @param plan time of the next poll
 * @param edition fixed at the first successful poll; null before it
 * @param profile the feed's own title, language and so on; null before the first successful poll
 * @param generation of the topics that the entries were sent to, see {@link
 *     news.rendezvous.kafka.topic.TopicWatch#generation}; null in records of older versions
 * @param url of the source at the last poll; null in records of older versions
 * @param history the last polls; null in records of older versions
 */
public record PollState(
    PollMemory memory,
    PollHealth health,
    PollPlan plan,
    @Nullable String edition,
    @Nullable FeedProfile profile,
    @Nullable String generation,
    @Nullable String url,
    @Nullable PollHistory history) {

  /** Rejects incomplete records, which are then skipped. */
  public PollState {
    Objects.requireNonNull(memory, "memory is missing");
    Objects.requireNonNull(health, "health is missing");
    Objects.requireNonNull(plan, "plan is missing");
  }

  /**
   * This state for the topics that exist now. If they were created again, entries that were sent
   * may be lost: all are sent again, and the dedup stage drops known ones.
   */
  PollState forTopics(String topics) {
    return topics.equals(generation)
        ? this
        : new PollState(
            memory.withoutSeen(hasLostItems(topics)),
            health,
            plan,
            edition,
            profile,
            topics,
            url,
            history);
  }

  /**
   * This state for the URL that the source has now. Validators, redirects and older pages of
   * another URL do not count; the seen entries do, since they may be in both documents.
   */
  PollState forUrl(String now) {
    PermanentRedirect move = memory.move();
    boolean same = url == null || url.equals(now) || (move != null && move.isTo(now));
    return same
        ? this
        : new PollState(
            memory.withoutDocument(), health, plan, edition, profile, generation, now, history);
  }

  /** Validators of the document at a URL; none after the source got another one. */
  public Validators validatorsOf(String current) {
    return forUrl(current).memory.validators();
  }

  private boolean hasLostItems(String topics) {
    return generation != null && !items(topics).equals(items(generation));
  }

  private static String items(String topics) {
    return topics.substring(topics.indexOf('/') + 1);
  }

  /** Irregularities of readable documents, for the operator; null without any. */
  public @Nullable String warning() {
    return memory.warning();
  }
}
