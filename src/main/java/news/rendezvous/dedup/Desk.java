package news.rendezvous.dedup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Amendment;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.Match;
import news.rendezvous.item.Withdrawal;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Recognises, has decided and remembers. */
final class Desk {

  private static final Traits.Told NOTHING = new Traits.Told(0, Traits.Told.UNKNOWN, null);

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
    Optional<Recognition.Hit> hit = recognition.find(told);
    Entry entry =
        told.referring(
            told.related().stream()
                .map(one -> recognition.held(told.edition(), one, hit.map(h -> h.known().id())))
                .toList());
    return hit.isPresent() ? again(hit.get(), entry, carried) : first(entry, carried);
  }

  private Optional<Outcome> first(Entry entry, long carried) {
    List<Alias> free = new ArrayList<>(entry.aliases());
    free.removeIf(alias -> !memory.isFree(ItemId.of(entry.edition(), alias)));
    if (free.isEmpty()) {
      free.add(Names.lastResort(entry));
    }
    Decision.Published decision = rules.decider().first(entry, free.get(0));
    rules.tally().decided(decision, null);
    Traits traits =
        new Traits(
            entry.edition(),
            carried,
            false,
            Traits.Told.by(entry),
            List.of(entry.source().id()),
            names(entry, free));
    Outcome outcome = shown(decision, entry.seen());
    memory.keep(decision.id(), null, traits);
    return Optional.of(outcome);
  }

  private static List<ItemId> names(Entry entry, List<Alias> aliases) {
    return aliases.stream().map(alias -> ItemId.of(entry.edition(), alias)).toList();
  }

  private Optional<Outcome> again(Recognition.Hit hit, Entry entry, long carried) {
    Known known = hit.known();
    Decision decision = rules.decider().again(known, entry, hit.match());
    rules.tally().decided(decision, hit.match());
    Traits before = known.traits();
    Traits now = before.carriedUntil(carried).carriedBy(entry.source().id());
    // Another source's entry changes what is known about the story, not what the story says.
    now =
        decision instanceof Decision.Updated || completes(entry, before) ? now.telling(entry) : now;
    now = now.named(learned(entry, before));
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
        && known.source().equals(entry.source().id())
        && entry.seen().toEpochMilli() >= known.told().at();
  }

  private List<ItemId> learned(Entry entry, Traits known) {
    // The words of another source name its story, not this one: it may tell something else next.
    boolean own = known.source().equals(entry.source().id());
    List<Alias> aliases =
        entry.aliases().stream().filter(a -> own || a.match() != Match.CONTENT).toList();
    List<ItemId> names = new ArrayList<>(names(entry, aliases));
    names.removeAll(known.names());
    names.removeIf(name -> !memory.isFree(name));
    return names;
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
    memory.dropItem(asked.item());
    return Optional.of(new Outcome(withdrawn, null, asked.at()));
  }

  private static Traits gone(@Nullable Traits before, Withdrawal asked, long carried) {
    return before == null
        ? new Traits(asked.edition(), carried, true, NOTHING, List.of(asked.source()), List.of())
        : before.gone().carriedUntil(carried);
  }
}
