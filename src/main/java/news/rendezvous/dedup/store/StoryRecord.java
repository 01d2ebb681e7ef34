package news.rendezvous.dedup.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.neardup.Sketch;
import org.jspecify.annotations.Nullable;

/**
 * Stored record of a story: all that most decisions need. The item is stored under a key of its
 * own.
 *
 * @param carried milliseconds since the epoch, rounded up, at which it was carried last
 * @param withdrawn must not return
 * @param version the story as its source has it now
 * @param carriers the sources that carried it; the first one is its source
 * @param aliasIds the ids that its aliases stand for, oldest first
 */
public record StoryRecord(
    String edition,
    long carried,
    boolean withdrawn,
    SourceVersion version,
    List<Carrier> carriers,
    List<ItemId> aliasIds) {

  /** Maximum number of aliases. The oldest are dropped, except the first, which made the id. */
  private static final int MAX_ALIASES = 256;

  /**
   * Version of a story at its source.
   *
   * @param seenAt milliseconds since the epoch at which it was fetched
   * @param fingerprint of the entry
   * @param sketch of its text
   * @param site registrable domain of the home page that the source's feed names
   */
  public record SourceVersion(
      long seenAt, String fingerprint, @Nullable Sketch sketch, @Nullable String site) {

    /** The fingerprint of a version that was rebuilt from its item, or is not known at all. */
    public static final String UNKNOWN = "";

    public boolean isKnown() {
      return !fingerprint.equals(UNKNOWN);
    }

    static SourceVersion of(Entry entry) {
      return new SourceVersion(
          entry.seen().toEpochMilli(), entry.fingerprint(), entry.sketch(), entry.site());
    }
  }

  /**
   * A source that carried a story.
   *
   * @param source its id
   * @param print hash of the fingerprint of its last entry, to recognise repetitions
   */
  public record Carrier(String source, int print) {

    /** In place of a hash: the source has retracted the story. */
    private static final int RETRACTED = Integer.MIN_VALUE;

    /** A source whose last entry is not known. */
    public static Carrier unknown(String source) {
      return new Carrier(source, 0);
    }

    private boolean isRetracted() {
      return print == RETRACTED;
    }

    static Carrier of(Entry entry) {
      return new Carrier(entry.source().id(), entry.fingerprint().hashCode());
    }
  }

  public StoryRecord {
    carriers = List.copyOf(carriers);
    aliasIds =
        aliasIds.size() <= MAX_ALIASES
            ? List.copyOf(aliasIds)
            : Stream.concat(
                    aliasIds.stream().limit(1),
                    aliasIds.stream().skip(aliasIds.size() - MAX_ALIASES + 1))
                .toList();
  }

  /** Record of a new story. */
  public static StoryRecord first(Entry entry, long carried, List<ItemId> aliasIds) {
    return new StoryRecord(
        entry.edition(),
        carried,
        false,
        SourceVersion.of(entry),
        List.of(Carrier.of(entry)),
        aliasIds);
  }

  public String source() {
    return carriers.get(0).source();
  }

  /** True if an entry is from the story's source. */
  public boolean isFrom(Entry entry) {
    return source().equals(entry.source().id());
  }

  public boolean isCarriedBy(String source) {
    return carriers.stream().anyMatch(carrier -> carrier.source().equals(source));
  }

  /** True if no other source carries it; those that retracted it do not. */
  public boolean isCarriedOnlyBy(String source) {
    return carriers.stream()
        .allMatch(carrier -> carrier.source().equals(source) || carrier.isRetracted());
  }

  /** True if it was withdrawn by its own source, which may publish it again. */
  public boolean isRetracted() {
    return withdrawn && carriers.get(0).isRetracted();
  }

  /** True if an entry repeats the last one of its source, which is a carrier. */
  public boolean isRepeatedBy(Entry entry) {
    return carriers.contains(Carrier.of(entry));
  }

  public StoryRecord carriedUntil(long time) {
    return with(Math.max(carried, time), withdrawn, version, carriers, aliasIds);
  }

  public StoryRecord withCarrier(Entry entry) {
    if (isFrom(entry)) {
      return withdrawn || !carriers.get(0).isRetracted() ? this : withFirst(Carrier.of(entry));
    }
    Carrier now = Carrier.of(entry);
    List<Carrier> all = new ArrayList<>(carriers);
    all.replaceAll(carrier -> carrier.source().equals(now.source()) ? now : carrier);
    return with(carried, withdrawn, version, union(all, List.of(now)), aliasIds);
  }

  public StoryRecord withAliases(Collection<ItemId> more) {
    return with(carried, withdrawn, version, carriers, union(aliasIds, more));
  }

  public StoryRecord withoutAliases(Collection<ItemId> some) {
    List<ItemId> left = aliasIds.stream().filter(id -> !some.contains(id)).toList();
    return with(carried, withdrawn, version, carriers, left);
  }

  /** The record with the version of an entry, whose source becomes the story's. */
  public StoryRecord withVersionOf(Entry entry) {
    String source = entry.source().id();
    List<Carrier> others =
        carriers.stream().filter(carrier -> !carrier.source().equals(source)).toList();
    List<Carrier> all = union(List.of(Carrier.of(entry)), others);
    return with(carried, withdrawn, SourceVersion.of(entry), all, aliasIds);
  }

  private StoryRecord withFirst(Carrier carrier) {
    List<Carrier> all = new ArrayList<>(carriers);
    all.set(0, carrier);
    return with(carried, withdrawn, version, all, aliasIds);
  }

  /** Withdrawn for good, whoever publishes it again. */
  public StoryRecord asWithdrawn() {
    StoryRecord kept = carriers.get(0).isRetracted() ? withFirst(Carrier.unknown(source())) : this;
    return kept.with(carried, true, version, kept.carriers, aliasIds);
  }

  /** Withdrawn until its own source publishes another version. */
  public StoryRecord asRetracted() {
    StoryRecord kept = withFirst(new Carrier(source(), Carrier.RETRACTED));
    return kept.with(carried, true, version, kept.carriers, aliasIds);
  }

  /** No longer withdrawn; those that sent it meanwhile are not named by its item. */
  public StoryRecord asReturned() {
    return with(carried, false, version, carriers.subList(0, 1), aliasIds);
  }

  /**
   * After a source has retracted a story that others carry. It leaves the carriers, except the
   * first, from which the story has its text.
   */
  public StoryRecord retractedBy(String source) {
    if (source().equals(source)) {
      return withFirst(new Carrier(source, Carrier.RETRACTED));
    }
    List<Carrier> left =
        carriers.stream().filter(carrier -> !carrier.source().equals(source)).toList();
    return with(carried, withdrawn, version, left, aliasIds);
  }

  private StoryRecord with(
      long until, boolean gone, SourceVersion now, List<Carrier> by, List<ItemId> ids) {
    return new StoryRecord(edition, until, gone, now, by, ids);
  }

  private static <T> List<T> union(List<T> some, Collection<T> more) {
    List<T> all = new ArrayList<>(some);
    more.stream().filter(one -> !some.contains(one)).forEach(all::add);
    return all;
  }
}
