package news.rendezvous.dedup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Sketch;
import org.jspecify.annotations.Nullable;

/**
 * What a story is recognised and judged by; its item is kept apart, since most decisions need none.
 *
 * @param edition in which it is a story
 * @param carried milliseconds since the epoch until which it counts as carried
 * @param withdrawn whether it must not return
 * @param told what its source tells
 * @param carriers the sources that carried it, before others that whose story it is
 * @param names of its aliases, oldest first: the ids that they stand for
 */
record Traits(
    String edition,
    long carried,
    boolean withdrawn,
    Told told,
    List<Carrier> carriers,
    List<ItemId> names) {

  /** Greatest number of names; of more the oldest leave, except the first, which made the id. */
  private static final int MOST_NAMES = 256;

  /**
   * What the source of a story tells.
   *
   * @param at milliseconds since the epoch at which it was seen to tell it
   * @param fingerprint of the entry
   * @param sketch of its text
   * @param site registrable domain of the home page that the source's feed names
   */
  record Told(long at, String fingerprint, @Nullable Sketch sketch, @Nullable String site) {

    /** The fingerprint where only the item is known, or nothing at all. */
    static final String UNKNOWN = "";

    boolean isKnown() {
      return !fingerprint.equals(UNKNOWN);
    }

    static Told by(Entry entry) {
      return new Told(
          entry.seen().toEpochMilli(), entry.fingerprint(), entry.sketch(), entry.site());
    }
  }

  /**
   * A source that carried a story.
   *
   * @param source its id
   * @param print hash of the fingerprint of what it said last, which tells repetitions
   */
  record Carrier(String source, int print) {

    /** A source of which it is not known what it said. */
    static Carrier unknown(String source) {
      return new Carrier(source, 0);
    }

    static Carrier of(Entry entry) {
      return new Carrier(entry.source().id(), entry.fingerprint().hashCode());
    }
  }

  Traits {
    carriers = List.copyOf(carriers);
    names =
        names.size() <= MOST_NAMES
            ? List.copyOf(names)
            : Stream.concat(
                    names.stream().limit(1), names.stream().skip(names.size() - MOST_NAMES + 1))
                .toList();
  }

  /** Traits of a story that is new. */
  static Traits first(Entry entry, long carried, List<ItemId> names) {
    return new Traits(
        entry.edition(), carried, false, Told.by(entry), List.of(Carrier.of(entry)), names);
  }

  String source() {
    return carriers.get(0).source();
  }

  /** Tells whether an entry is of the source whose story it is. */
  boolean isFrom(Entry entry) {
    return source().equals(entry.source().id());
  }

  boolean isCarriedBy(String source) {
    return carriers.stream().anyMatch(carrier -> carrier.source().equals(source));
  }

  /** Tells whether an entry is what its source, a carrier, said last. */
  boolean isToldBy(Entry entry) {
    return carriers.contains(Carrier.of(entry));
  }

  Traits carriedUntil(long time) {
    return with(Math.max(carried, time), withdrawn, told, carriers, names);
  }

  Traits carriedBy(Entry entry) {
    if (isFrom(entry)) {
      return this;
    }
    Carrier now = Carrier.of(entry);
    List<Carrier> all = new ArrayList<>(carriers);
    all.replaceAll(carrier -> carrier.source().equals(now.source()) ? now : carrier);
    return with(carried, withdrawn, told, plus(all, List.of(now)), names);
  }

  Traits named(Collection<ItemId> more) {
    return with(carried, withdrawn, told, carriers, plus(names, more));
  }

  Traits without(Collection<ItemId> some) {
    return with(
        carried,
        withdrawn,
        told,
        carriers,
        names.stream().filter(name -> !some.contains(name)).toList());
  }

  /** The story as its source tells it now, or another one whose story it is from now on. */
  Traits telling(Entry entry) {
    String source = entry.source().id();
    List<Carrier> others =
        carriers.stream().filter(carrier -> !carrier.source().equals(source)).toList();
    return with(
        carried, withdrawn, Told.by(entry), plus(List.of(Carrier.of(entry)), others), names);
  }

  Traits gone() {
    return with(carried, true, told, carriers, names);
  }

  private Traits with(
      long until, boolean gone, Told telling, List<Carrier> by, List<ItemId> goesBy) {
    return new Traits(edition, until, gone, telling, by, goesBy);
  }

  private static <T> List<T> plus(List<T> some, Collection<T> more) {
    List<T> all = new ArrayList<>(some);
    more.stream().filter(one -> !some.contains(one)).forEach(all::add);
    return all;
  }
}
