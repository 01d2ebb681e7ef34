package news.rendezvous.dedup;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Amendment;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.Match;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Withdrawal;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Recognises, has decided and remembers. */
final class Desk {

  private static final Traits.Told NOTHING = new Traits.Told(0, Traits.Told.UNKNOWN, null, null);

  private final Rules rules;
  private final Memory memory;
  private final Recognition recognition;

  Desk(Rules rules, Memory memory) {
    this.rules = rules;
    this.memory = memory;
    this.recognition = new Recognition(memory);
  }

  /**
   * A record to publish.
   *
   * @param value the item; null for a tombstone
   * @param time when what it says was seen
   */
  record Outcome(Decision.Revision revision, byte @Nullable [] value, Instant time) {

    Record<String, byte[]> toRecord(long timestamp) {
      return new Record<>(
          revision.id().toString(), value, timestamp, CloudEvent.headers(revision, time));
    }
  }

  /**
   * Takes a dispatch; empty where it brought nothing that a consumer would see. What cannot be
   * decided leaves nothing remembered.
   *
   * @param now milliseconds since the epoch
   */
  Optional<Outcome> take(Dispatch dispatch, long now) {
    try {
      Optional<Outcome> outcome = decide(dispatch, rules.carriedUntil(now));
      memory.write();
      return outcome;
    } finally {
      memory.giveUp();
    }
  }

  private Optional<Outcome> decide(Dispatch dispatch, long carried) {
    if (dispatch instanceof Entry entry) {
      return take(entry, carried);
    }
    if (dispatch instanceof Amendment amendment) {
      // An item that is not known here was forgotten: nothing follows on it any more.
      return memory.find(amendment.item()).flatMap(known -> amend(known, amendment));
    }
    return withdraw((Withdrawal) dispatch, carried);
  }

  private Optional<Outcome> take(Entry told, long carried) {
    Recognition.Found found = recognition.find(told);
    Recognition.Hit hit = found.hit();
    Optional<ItemId> self = Optional.ofNullable(hit).map(story -> story.known().id());
    Entry entry =
        told.referring(
            told.related().stream().map(one -> recognition.linked(told, one, self)).toList());
    found.refused().forEach(known -> takeNames(known, entry));
    return hit == null ? first(entry, carried) : again(hit, entry, carried);
  }

  /**
   * Takes names from a story that an entry is not, though it has them too: those of the entry's own
   * source, which go to the latest of its stories. A stranger keeps what it borrowed, beside them.
   */
  private void takeNames(Known refused, Entry entry) {
    Traits before = refused.traits();
    List<ItemId> taken =
        entry.aliases().stream()
            .filter(alias -> before.isFrom(entry) || alias.belongsToASource())
            .map(alias -> ItemId.of(entry.edition(), alias))
            .filter(name -> !name.equals(refused.id()))
            .toList();
    Traits now = before.without(taken);
    if (!now.equals(before)) {
      memory.keep(refused.id(), before, now);
    }
  }

  private Optional<Outcome> first(Entry entry, long carried) {
    Alias identity =
        entry.aliases().stream()
            .filter(alias -> memory.isFree(ItemId.of(entry.edition(), alias)))
            .findFirst()
            .orElseGet(() -> Names.lastResort(entry));
    Decision.Published decision = rules.decider().first(entry, identity);
    rules.tally().decided(decision, null);
    Set<ItemId> names = new LinkedHashSet<>();
    names.add(decision.id());
    entry.aliases().forEach(alias -> names.add(ItemId.of(entry.edition(), alias)));
    names.removeIf(name -> !memory.hasRoom(name));
    Traits traits = Traits.first(entry, carried, List.copyOf(names));
    Outcome outcome = shown(decision, entry.seen());
    memory.keep(decision.id(), null, traits);
    return Optional.of(outcome);
  }

  private Optional<Outcome> again(Recognition.Hit hit, Entry entry, long carried) {
    Known known = hit.known();
    Decision decision = rules.decider().again(known, entry, hit.match());
    rules.tally().decided(decision, hit.match());
    Traits before = known.traits();
    Traits now = before.carriedUntil(carried).carriedBy(entry);
    // Another source's entry changes what is known about the story, not what the story says.
    if (decision instanceof Decision.Updated
        || decision instanceof Decision.Succeeded
        || completes(entry, before)) {
      now = now.telling(entry);
    }
    now = now.named(learned(entry, before, now));
    Optional<Outcome> outcome = ifShown(decision, entry.seen());
    if (!now.equals(before)) {
      memory.keep(known.id(), before, now);
    }
    return outcome;
  }

  // Of a story that was remembered from its item alone, its own source tells the rest.
  private static boolean completes(Entry entry, Traits known) {
    return !known.told().isKnown()
        && !known.withdrawn()
        && known.isFrom(entry)
        && entry.seen().toEpochMilli() >= known.told().at();
  }

  /**
   * Names that an entry adds to its story. One that another source holds is shared with it; and a
   * carrier names the story once, so that it cannot crowd out the names that others find it by.
   */
  private List<ItemId> learned(Entry entry, Traits before, Traits now) {
    if (!now.isFrom(entry) && before.isCarriedBy(entry.source().id())) {
      return List.of();
    }
    // The words of another source name its story, not this one: it may tell something else next.
    return entry.aliases().stream()
        .filter(
            alias ->
                now.isFrom(entry) || alias.match() != Match.CONTENT || alias.belongsToASource())
        .map(alias -> ItemId.of(entry.edition(), alias))
        .filter(name -> !now.names().contains(name) && isOpen(name, entry))
        .toList();
  }

  private boolean isOpen(ItemId name, Entry entry) {
    return memory.hasRoom(name)
        && memory.named(name).stream().noneMatch(known -> known.traits().isFrom(entry));
  }

  private Optional<Outcome> amend(Known known, Amendment amendment) {
    Decision decision = rules.decider().amended(known, amendment);
    rules.tally().decided(decision, null);
    return ifShown(decision, amendment.at());
  }

  private Optional<Outcome> ifShown(Decision decision, Instant time) {
    return decision instanceof Decision.Shown shown
        ? Optional.of(shown(shown, time))
        : Optional.empty();
  }

  // Before anything is kept: what cannot be written must not be remembered as published.
  private Outcome shown(Decision.Shown decision, Instant time) {
    byte[] published = Json.encode(decision.item());
    if (published.length > rules.maxItemSize()) {
      throw new IllegalStateException(
          "an item of %d bytes, no record holds it: %s".formatted(published.length, decision.id()));
    }
    memory.keepItem(decision.id(), published);
    return new Outcome(decision, published, time);
  }

  // An item that was forgotten here may still be shown, and is to be gone there too.
  private Optional<Outcome> withdraw(Withdrawal asked, long carried) {
    Optional<Known> known = memory.find(asked.item());
    Decision decision =
        known
            .map(rules.decider()::withdrawn)
            .orElseGet(
                () -> new Decision.Withdrawn(asked.item(), asked.source(), asked.revision() + 1));
    rules.tally().decided(decision, null);
    if (!(decision instanceof Decision.Withdrawn withdrawn)) {
      return Optional.empty();
    }
    Traits before = known.map(Known::traits).orElse(null);
    if (before != null || memory.isFree(asked.item())) { // else another goes by that name now
      memory.keep(asked.item(), before, gone(before, asked, carried));
    }
    known
        .flatMap(Known::last)
        .map(NewsItem::withoutContent) // by what is left, what is not that story is told from it
        .ifPresent(item -> memory.keepItem(item.id(), Json.encode(item)));
    return Optional.of(new Outcome(withdrawn, null, asked.at()));
  }

  private static Traits gone(@Nullable Traits before, Withdrawal asked, long carried) {
    return before == null
        ? new Traits(
            asked.edition(),
            carried,
            true,
            NOTHING,
            List.of(new Traits.Carrier(asked.source(), 0)),
            List.of())
        : before.gone().carriedUntil(carried);
  }
}
