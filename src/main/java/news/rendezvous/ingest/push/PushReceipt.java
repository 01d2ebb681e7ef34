package news.rendezvous.ingest.push;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import news.rendezvous.item.text.RecordTimes;
import org.jspecify.annotations.Nullable;

/**
 * What a hub has sent to a callback, as the replica that received it stores it: a part of a record
 * in the subscriptions topic, apart from that of the owner, so that two writers do not overwrite
 * each other. The names of its components are stored JSON.
 *
 * @param callback id of the callback that it counts for
 * @param verifiedAt time of the last verification; null before it
 * @param leaseEnd end of the lease; null before a verification
 * @param deniedAt time at which the hub denied the subscription; null if it did not
 * @param reason of the denial; null without one
 * @param lastPush time of the last valid push; null before it
 * @param pushes number of valid pushes of this callback and those before it
 * @param rejected number of pushes that were ignored
 * @param lastError why the last push was ignored; null if it was valid
 * @param seen digests of the newest pushed entries, in the form of the poll stage; null without any
 * @param generation of the topics that these entries were sent to; null without any
 */
public record PushReceipt(
    String callback,
    @Nullable Instant verifiedAt,
    @Nullable Instant leaseEnd,
    @Nullable Instant deniedAt,
    @Nullable String reason,
    @Nullable Instant lastPush,
    long pushes,
    long rejected,
    @Nullable String lastError,
    byte @Nullable [] seen,
    @Nullable String generation) {

  private static final int MAX_TEXT = 300;

  /** Rejects incomplete records, which are then skipped. */
  public PushReceipt {
    Objects.requireNonNull(callback, "callback is missing");
    RecordTimes.optional(verifiedAt, "verified_at");
    RecordTimes.optional(leaseEnd, "lease_end");
    RecordTimes.optional(deniedAt, "denied_at");
    RecordTimes.optional(lastPush, "last_push");
    reason = bounded(reason);
    lastError = bounded(lastError);
  }

  private static @Nullable String bounded(@Nullable String text) {
    return text == null || text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT - 1) + '…';
  }

  static PushReceipt none(String callback) {
    return new PushReceipt(callback, null, null, null, null, null, 0, 0, null, null, null);
  }

  /** For another callback of the same source: the counts go on, and the entries stay seen. */
  PushReceipt forCallback(String id) {
    return callback.equals(id)
        ? this
        : new PushReceipt(
            id, null, null, null, null, null, pushes, rejected, null, seen, generation);
  }

  /** After a verification. */
  public PushReceipt verified(Instant now, Duration lease) {
    return new PushReceipt(
        callback,
        now,
        now.plus(lease),
        null,
        null,
        lastPush,
        pushes,
        rejected,
        lastError,
        seen,
        generation);
  }

  /** After a denial. */
  public PushReceipt denied(Instant now, @Nullable String why) {
    return new PushReceipt(
        callback,
        verifiedAt,
        null,
        now,
        why,
        lastPush,
        pushes,
        rejected,
        lastError,
        seen,
        generation);
  }

  /** After a valid push, see {@link PushReader.PushResult.Taken}. */
  public PushReceipt received(Instant now, byte[] entries, String topics) {
    return new PushReceipt(
        callback,
        verifiedAt,
        leaseEnd,
        deniedAt,
        reason,
        now,
        pushes + 1,
        rejected,
        null,
        entries,
        topics);
  }

  /** After pushes that were ignored. */
  public PushReceipt rejected(long more, String why) {
    return new PushReceipt(
        callback,
        verifiedAt,
        leaseEnd,
        deniedAt,
        reason,
        lastPush,
        pushes,
        rejected + more,
        why,
        seen,
        generation);
  }

  /** True while the hub has verified the subscription. */
  boolean isLeased(Instant now) {
    return leaseEnd != null && leaseEnd.isAfter(now);
  }

  boolean isVerifiedSince(Instant time) {
    return verifiedAt != null && verifiedAt.isAfter(time);
  }

  /**
   * True if the hub was to deliver what was published after a time. News that was there before the
   * hub verified the subscription was not to be delivered.
   */
  boolean coversNewsAfter(Instant time, Instant now) {
    return isLeased(now) && verifiedAt != null && !time.isBefore(verifiedAt);
  }
}
