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
 * @param carriers ids of the sources that carried it, the one that brought it first before others
 * @param names of its aliases, oldest first: the ids that they stand for
 */
record Traits(
    String edition,
    long carried,
    boolean withdrawn,
    Told told,
    List<String> carriers,
    List<ItemId> names) {

  /** Greatest number of names; of more the oldest leave, except the first, which made the id. */
  private static final int MOST_NAMES = 256;

  /**
   * What the source of a story tells.
   *
   * @param at milliseconds since the epoch at which it was seen to tell it
   * @param fingerprint of the entry
   * @param sketch of its text
   */
  record Told(long at, String fingerprint, @Nullable Sketch sketch) {

    /** The fingerprint where only the item is known, or nothing at all. */
    static final String UNKNOWN = "";

    boolean isKnown() {
      return !fingerprint.equals(UNKNOWN);
    }

    static Told by(Entry entry) {
      return new Told(entry.seen().toEpochMilli(), entry.fingerprint(), entry.sketch());
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

  String source() {
    return carriers.get(0);
  }

  boolean isCarriedBy(String source) {
    return carriers.contains(source);
  }

  Traits carriedUntil(long time) {
    return new Traits(edition, Math.max(carried, time), withdrawn, told, carriers, names);
  }

  Traits carriedBy(String source) {
    return new Traits(edition, carried, withdrawn, told, plus(carriers, List.of(source)), names);
  }

  Traits named(Collection<ItemId> more) {
    return new Traits(edition, carried, withdrawn, told, carriers, plus(names, more));
  }

  Traits telling(Entry entry) {
    return new Traits(edition, carried, withdrawn, Told.by(entry), carriers, names);
  }

  Traits gone() {
    return new Traits(edition, carried, true, told, carriers, names);
  }

  private static <T> List<T> plus(List<T> some, Collection<T> more) {
    List<T> all = new ArrayList<>(some);
    more.stream().filter(one -> !some.contains(one)).forEach(all::add);
    return all;
  }
}
