package news.rendezvous.dedup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import news.rendezvous.dedup.match.StoryMatcher;
import news.rendezvous.dedup.store.StoredStory;
import news.rendezvous.dedup.store.StoryRecord;
import news.rendezvous.dedup.store.StoryStore;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.Dispatch.Amendment;
import news.rendezvous.item.Dispatch.Retraction;
import news.rendezvous.item.Dispatch.Withdrawal;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Handles one dispatch: match, decide, store. */
final class DispatchHandler {

  private static final StoryRecord.SourceVersion UNKNOWN_VERSION =
      new StoryRecord.SourceVersion(0, StoryRecord.SourceVersion.UNKNOWN, null, null);

  private final DedupContext dedup;
  private final StoryStore store;
  private final StoryMatcher matcher;

  DispatchHandler(DedupContext dedup, StoryStore store) {
    this.dedup = dedup;
    this.store = store;
    this.matcher = new StoryMatcher(store);
  }

  /**
   * A record to publish.
   *
   * @param value the item; null for a tombstone
   * @param time at which the change was seen, the {@code ce_time}
   */
  record Outcome(Decision.Revision revision, byte @Nullable [] value, Instant time) {

    Record<String, byte[]> toRecord(long timestamp) {
      Record<String, byte[]> record = new Record<>(revision.id().toString(), value, timestamp);
      CloudEventHeaders.addTo(record.headers(), revision, time);
      return record;
    }
  }

  /**
   * Handles a dispatch; empty where consumers would see no change. Where it throws, the store is
   * unchanged.
   *
   * @param now milliseconds since the epoch
   */
  Optional<Outcome> handle(Dispatch dispatch, long now) {
    try {
      Optional<Outcome> outcome = decide(dispatch, dedup.carriedUntil(now));
      store.write();
      return outcome;
    } finally {
      store.discard();
    }
  }

  private Optional<Outcome> decide(Dispatch dispatch, long carried) {
    if (dispatch instanceof Entry entry) {
      return handle(entry, carried);
    }
    if (dispatch instanceof Amendment amendment) {
      // An unknown item has expired and gets no more revisions.
      return store.find(amendment.item()).flatMap(known -> amend(known, amendment));
    }
    if (dispatch instanceof Retraction retraction) {
      return retract(retraction, carried);
    }
    return withdraw((Withdrawal) dispatch, carried);
  }

  // Several stories may share the alias; one of them is that of the source.
  private Optional<Outcome> retract(Retraction retraction, long carried) {
    return store.findByAlias(retraction.alias()).stream()
        .filter(known -> known.record().isCarriedBy(retraction.source()))
        .min(Comparator.comparing(known -> !known.record().source().equals(retraction.source())))
        .flatMap(known -> retract(known, retraction, carried));
  }

  private Optional<Outcome> retract(StoredStory known, Retraction retraction, long carried) {
    Decision decision = dedup.decider().retract(known, retraction);
    dedup.metrics().decided(decision, null);
    StoryRecord before = known.record();
    if (decision instanceof Decision.Withdrawn withdrawn) {
      store.put(known.id(), before, before.asRetracted().carriedUntil(carried));
      // Its next revision, if it returns, follows that of the tombstone.
      NewsItem bare = known.item().withoutContent().withRevision(withdrawn.revision());
      store.putItem(known.id(), Json.encode(bare));
      return Optional.of(new Outcome(withdrawn, null, retraction.at()));
    }
    Optional<Outcome> outcome = storedIfChanged(decision, retraction.at());
    if (!(decision instanceof Decision.Unchanged)) {
      store.put(known.id(), before, before.retractedBy(retraction.source()));
    }
    return outcome;
  }

  private Optional<Outcome> handle(Entry received, long carried) {
    StoryMatcher.Result result = matcher.find(received);
    StoryMatcher.Hit hit = result.hit();
    Optional<ItemId> self = Optional.ofNullable(hit).map(matched -> matched.known().id());
    Entry entry =
        received.referring(
            received.related().stream().map(one -> matcher.linked(received, one, self)).toList());
    result.rejected().forEach(known -> removeSharedAliases(known, entry));
    return hit == null ? publish(entry, carried) : revise(hit, entry, carried);
  }

  /**
   * Removes the aliases that an entry shares with a rejected story. An alias of one source moves to
   * the newest of its stories; with a story of another source it stays shared.
   */
  private void removeSharedAliases(StoredStory rejected, Entry entry) {
    StoryRecord before = rejected.record();
    List<ItemId> shared =
        entry.aliases().stream()
            .filter(alias -> before.isFrom(entry) || alias.belongsToASource())
            .map(alias -> ItemId.of(entry.edition(), alias))
            .filter(aliasId -> !aliasId.equals(rejected.id()))
            .toList();
    StoryRecord now = before.withoutAliases(shared);
    if (!now.equals(before)) {
      store.put(rejected.id(), before, now);
    }
  }

  private Optional<Outcome> publish(Entry entry, long carried) {
    Alias identity =
        entry.aliases().stream()
            .filter(alias -> store.isFree(ItemId.of(entry.edition(), alias)))
            .findFirst()
            .orElseGet(() -> StoryMatcher.fingerprintAlias(entry));
    Decision.ItemRevision decision = dedup.decider().publish(entry, identity);
    dedup.metrics().decided(decision, null);
    Set<ItemId> aliasIds = new LinkedHashSet<>();
    aliasIds.add(decision.id());
    entry.aliases().forEach(alias -> aliasIds.add(ItemId.of(entry.edition(), alias)));
    aliasIds.removeIf(aliasId -> !store.hasRoom(aliasId));
    Outcome outcome = stored(decision, entry.seen());
    store.put(decision.id(), null, StoryRecord.first(entry, carried, List.copyOf(aliasIds)));
    return Optional.of(outcome);
  }

  private Optional<Outcome> revise(StoryMatcher.Hit hit, Entry entry, long carried) {
    StoredStory known = hit.known();
    Decision decision = dedup.decider().revise(known, entry, hit.match());
    dedup.metrics().decided(decision, hit.match());
    StoryRecord before = known.record();
    StoryRecord now = before.carriedUntil(carried).withCarrier(entry);
    // An entry of another source changes the carriers of the story, not its text.
    boolean changed =
        decision instanceof Decision.ItemRevision revision
            && revision.change() != Decision.Change.DUPLICATED;
    if (changed || completes(entry, before)) {
      now = now.withVersionOf(entry);
    }
    if (changed && before.withdrawn()) {
      now = now.asReturned();
    }
    now = now.withAliases(newAliases(entry, before, now));
    Optional<Outcome> outcome = storedIfChanged(decision, entry.seen());
    if (!now.equals(before)) {
      store.put(known.id(), before, now);
    }
    return outcome;
  }

  // A record that was rebuilt from its item lacks fingerprint and sketch until its source repeats.
  private static boolean completes(Entry entry, StoryRecord known) {
    return !known.version().isKnown()
        && !known.withdrawn()
        && known.isFrom(entry)
        && entry.seen().toEpochMilli() >= known.version().seenAt();
  }

  /**
   * Aliases that an entry adds to its story. An alias of a story of another source is shared with
   * it. Another carrier adds aliases once, so that it cannot crowd out those of the others.
   */
  private List<ItemId> newAliases(Entry entry, StoryRecord before, StoryRecord now) {
    if (!now.isFrom(entry) && before.isCarriedBy(entry.source().id())) {
      return List.of();
    }
    // No content hash of another carrier: it may change its text to that of another story.
    return entry.aliases().stream()
        .filter(
            alias ->
                now.isFrom(entry) || alias.match() != Match.CONTENT || alias.belongsToASource())
        .map(alias -> ItemId.of(entry.edition(), alias))
        .filter(aliasId -> !now.aliasIds().contains(aliasId) && isAvailable(aliasId, entry))
        .toList();
  }

  private boolean isAvailable(ItemId aliasId, Entry entry) {
    return store.hasRoom(aliasId)
        && store.findByAlias(aliasId).stream().noneMatch(known -> known.record().isFrom(entry));
  }

  private Optional<Outcome> amend(StoredStory known, Amendment amendment) {
    Decision decision = dedup.decider().amend(known, amendment);
    dedup.metrics().decided(decision, null);
    return storedIfChanged(decision, amendment.at());
  }

  private Optional<Outcome> storedIfChanged(Decision decision, Instant time) {
    return decision instanceof Decision.ItemRevision revision
        ? Optional.of(stored(revision, time))
        : Optional.empty();
  }

  // Before the story record: an item that cannot be written must not count as published.
  private Outcome stored(Decision.ItemRevision decision, Instant time) {
    byte[] item = Json.encode(decision.item());
    if (item.length > dedup.maxItemSize()) {
      throw new UncheckedIOException(
          new IOException(
              "an item of %d bytes, no record holds it: %s".formatted(item.length, decision.id())));
    }
    store.putItem(decision.id(), item);
    return new Outcome(decision, item, time);
  }

  // An item that has expired here may still be served, so its tombstone is written all the same.
  private Optional<Outcome> withdraw(Withdrawal withdrawal, long carried) {
    Optional<StoredStory> known = store.find(withdrawal.item());
    Decision decision =
        known
            .map(dedup.decider()::withdraw)
            .orElseGet(
                () ->
                    new Decision.Withdrawn(
                        withdrawal.item(), withdrawal.source(), withdrawal.revision() + 1));
    dedup.metrics().decided(decision, null);
    StoryRecord before = known.map(StoredStory::record).orElse(null);
    if (!(decision instanceof Decision.Withdrawn withdrawn)) {
      if (before != null && before.isRetracted()) {
        store.put(withdrawal.item(), before, before.asWithdrawn()); // for good now
      }
      return Optional.empty();
    }
    if (before != null || store.isFree(withdrawal.item())) { // else an alias of another story
      store.put(withdrawal.item(), before, withdrawn(before, withdrawal, carried));
    }
    known
        .flatMap(StoredStory::last)
        .map(NewsItem::withoutContent) // the rest is needed to match later entries
        .ifPresent(item -> store.putItem(item.id(), Json.encode(item)));
    return Optional.of(new Outcome(withdrawn, null, withdrawal.at()));
  }

  private static StoryRecord withdrawn(
      @Nullable StoryRecord before, Withdrawal withdrawal, long carried) {
    return before == null
        ? new StoryRecord(
            withdrawal.edition(),
            carried,
            true,
            UNKNOWN_VERSION,
            List.of(StoryRecord.Carrier.unknown(withdrawal.source())),
            List.of())
        : before.asWithdrawn().carriedUntil(carried);
  }
}
