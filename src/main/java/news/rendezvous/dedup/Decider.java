package news.rendezvous.dedup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import news.rendezvous.dedup.Decision.Change;
import news.rendezvous.dedup.match.Origin;
import news.rendezvous.dedup.store.StoredStory;
import news.rendezvous.dedup.store.StoryRecord;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Dispatch.Amendment;
import news.rendezvous.item.Dispatch.Retraction;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Episode;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.NewsItem.Extension;
import news.rendezvous.item.Related;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/** Pure function from an entry and its stored story to the {@link Decision} about it. */
final class Decider {

  /** Maximum length of a duplicate's URL and guid, in characters: 50 must fit into one record. */
  private static final int MAX_NAME = 1_000;

  private final int maxDuplicates;

  Decider(int maxDuplicates) {
    this.maxDuplicates = maxDuplicates;
  }

  /**
   * Decides an entry of a new story.
   *
   * @param identity the first of its aliases that no other story has
   */
  Decision.ItemRevision publish(Entry entry, Alias identity) {
    ItemId id = ItemId.of(entry.edition(), identity);
    Instant seen = entry.seen();
    Extension extension =
        extension(
            entry.edition(),
            1,
            seen,
            timeline(entry),
            Origination.of(entry, entry.guid()),
            entry.related(),
            new Duplicates(List.of(), null));
    return new Decision.ItemRevision(
        Change.PUBLISHED, new NewsItem(id, dated(entry.story(), seen), extension));
  }

  // An undated story keeps the time at which it was first seen through all its revisions.
  private static Story dated(Story story, @Nullable Instant otherwise) {
    return story.datePublished() == null ? story.publishedAt(otherwise) : story;
  }

  // Old stories of a new source sort by their date. A late story of a known source sorts by the
  // time at which it was seen, since clients that poll would miss it at its date.
  private static Instant timeline(Entry entry) {
    Instant published = entry.story().datePublished();
    boolean old = entry.firstPoll() && published != null && published.isBefore(entry.seen());
    return old && published != null ? published : entry.seen();
  }

  /**
   * Decides an entry of a stored story.
   *
   * @param match the kind of alias that they share
   */
  Decision revise(StoredStory known, Entry entry, Match match) {
    StoryRecord record = known.record();
    if (record.withdrawn()) {
      return record.isRetracted() && record.isFrom(entry) && isLaterVersion(known, entry)
          ? new Decision.ItemRevision(
              Change.RETURNED, updated(known.item(), entry, new Duplicates(List.of(), null)))
          : new Decision.Unchanged();
    }
    if (record.isFrom(entry)) {
      return isUnchanged(known, entry)
          ? new Decision.Unchanged()
          : new Decision.ItemRevision(
              Change.UPDATED,
              updated(known.item(), entry, Duplicates.of(known.item().extension())));
    }
    if (record.isRepeatedBy(entry)) {
      return new Decision.Unchanged();
    }
    if (Origin.isOutranked(known, entry)) {
      return new Decision.ItemRevision(Change.ORIGIN_CHANGED, withOrigin(known, entry, match));
    }
    return record.isCarriedBy(entry.source().id())
        ? new Decision.Unchanged()
        : new Decision.ItemRevision(Change.DUPLICATED, duplicated(known.item(), entry, match));
  }

  // What the source retracted returns with another content or a later date of change. Without the
  // item, in a store that was rebuilt, it cannot be continued.
  private static boolean isLaterVersion(StoredStory known, Entry entry) {
    StoryRecord.SourceVersion version = known.record().version();
    return version.isKnown()
        && entry.seen().toEpochMilli() > version.seenAt()
        && known
            .last()
            .filter(
                item ->
                    !version.fingerprint().equals(entry.fingerprint())
                        || isLater(entry.story().dateModified(), lastChange(item.story())))
            .isPresent();
  }

  private static @Nullable Instant lastChange(Story story) {
    return story.dateModified() == null ? story.datePublished() : story.dateModified();
  }

  private static boolean isLater(@Nullable Instant time, @Nullable Instant other) {
    return time != null && other != null && time.isAfter(other);
  }

  // A replica that was paused may send entries that are older than the stored version.
  private static boolean isUnchanged(StoredStory known, Entry entry) {
    StoryRecord.SourceVersion version = known.record().version();
    return version.fingerprint().equals(entry.fingerprint())
        || entry.seen().toEpochMilli() < version.seenAt()
        || (!version.isKnown() && hasSameContent(known.item(), entry));
  }

  // Replaces a missing fingerprint: compares the visible content, apart from resolved references.
  private static boolean hasSameContent(NewsItem item, Entry entry) {
    Story before = item.story().picturing(item.extension().related());
    Story now = entry.story().picturing(related(entry, item.extension()));
    return Objects.equals(before.title(), now.title())
        && Objects.equals(before.contentHtml(), now.contentHtml())
        && Objects.equals(before.contentText(), now.contentText())
        && before.attachments().equals(now.attachments());
  }

  private static List<Related> related(Entry entry, Extension before) {
    return Related.recalling(entry.related(), before.related(), entry.story().title());
  }

  private static NewsItem updated(NewsItem item, Entry entry, Duplicates duplicates) {
    Extension before = item.extension();
    List<Related> related = related(entry, before);
    Story story = dated(entry.story().picturing(related), item.story().datePublished());
    return next(
        item,
        story.modifiedAt(modified(item.story(), entry)),
        entry.edition(),
        Origination.of(entry, before.guid()),
        entry.story().placing(related),
        duplicates);
  }

  /** Decides references of a stored story that were resolved late. */
  Decision amend(StoredStory known, Amendment amendment) {
    if (known.record().withdrawn()) {
      return new Decision.Unchanged();
    }
    NewsItem item = known.item();
    boolean obsolete =
        item.extension().revision() != amendment.revision()
            || item.extension().related().equals(amendment.related());
    return obsolete
        ? new Decision.Unchanged()
        : new Decision.ItemRevision(Change.UPDATED, amended(item, amendment));
  }

  private static NewsItem amended(NewsItem item, Amendment amendment) {
    Extension before = item.extension();
    List<Related> related = item.story().placing(amendment.related());
    Story story = item.story().apartFrom(before.related()).picturing(amendment.related());
    boolean visible = !withoutItems(before.related()).equals(withoutItems(related));
    return next(
        item,
        visible ? story.modifiedAt(amendment.at()) : story,
        amendment.edition(),
        Origination.of(before),
        related,
        Duplicates.of(before));
  }

  // Readers of a story do not see that a reference leads to an item of this service.
  private static List<Related> withoutItems(List<Related> references) {
    return references.stream().map(related -> related.heldAs(null)).toList();
  }

  /**
   * Decides that a source does not carry a stored story any more. The story is withdrawn if no
   * other source carries it. The story of a source that others carry too stays as it is, since
   * nobody has another text of it; another carrier is no longer named.
   */
  Decision retract(StoredStory known, Retraction retraction) {
    StoryRecord record = known.record();
    String source = retraction.source();
    if (record.withdrawn() || !record.isCarriedBy(source) || isObsolete(known, retraction)) {
      return new Decision.Unchanged();
    }
    if (record.isCarriedOnlyBy(source)) {
      return new Decision.Withdrawn(
          known.id(), record.source(), known.item().extension().revision() + 1);
    }
    return record.source().equals(source)
        ? new Decision.SourceRetracted()
        : new Decision.ItemRevision(
            Change.DUPLICATED, withoutDuplicate(known.item(), retraction.edition(), source));
  }

  // RFC 6721 section 3: an entry that was changed after its deletion stands.
  private static boolean isObsolete(StoredStory known, Retraction retraction) {
    StoryRecord record = known.record();
    return record.source().equals(retraction.source())
        && (record.version().seenAt() > retraction.at().toEpochMilli()
            || isLater(lastChange(known.item().story()), retraction.when()));
  }

  private NewsItem withoutDuplicate(NewsItem item, String edition, String source) {
    Extension before = item.extension();
    List<Duplicate> left =
        before.duplicates().stream().filter(one -> !one.source().equals(source)).toList();
    int count = before.duplicateCount() == null ? 0 : before.duplicateCount() - 1;
    return next(
        item,
        item.story(),
        edition,
        Origination.of(before),
        before.related(),
        new Duplicates(left, count > 0 ? count : null));
  }

  Decision withdraw(StoredStory known) {
    StoryRecord record = known.record();
    return record.withdrawn()
        ? new Decision.Unchanged()
        : new Decision.Withdrawn(
            known.id(), record.source(), known.item().extension().revision() + 1);
  }

  // The date of change that the source states if it is a new one, else the time of the entry.
  private static Instant modified(Story before, Entry entry) {
    Instant stated = entry.story().dateModified();
    boolean moved =
        stated != null
            && !stated.equals(before.dateModified())
            && !stated.equals(before.datePublished());
    return moved && stated != null ? stated : entry.seen();
  }

  // The former source becomes a duplicate, with the time at which it first carried the story.
  private NewsItem withOrigin(StoredStory known, Entry entry, Match match) {
    NewsItem item = known.item();
    Extension before = item.extension();
    String origin = entry.source().id();
    List<Duplicate> others = new ArrayList<>(before.duplicates());
    others.removeIf(duplicate -> duplicate.source().equals(origin));
    others.add(
        duplicate(before.source(), item.story().url(), before.guid(), match, before.firstSeen()));
    List<Related> related = related(entry, before);
    Story story = dated(entry.story().picturing(related), item.story().datePublished());
    boolean changed = !known.record().version().fingerprint().equals(entry.fingerprint());
    return next(
        item,
        changed ? story.modifiedAt(modified(item.story(), entry)) : story,
        entry.edition(),
        Origination.of(entry, entry.guid()),
        entry.story().placing(related),
        duplicates(others, before, known.record().isCarriedBy(origin) ? 0 : 1));
  }

  private NewsItem duplicated(NewsItem item, Entry entry, Match match) {
    Extension before = item.extension();
    List<Duplicate> all = new ArrayList<>(before.duplicates());
    all.add(duplicate(entry.source(), entry.story().url(), entry.guid(), match, entry.seen()));
    return next(
        item,
        item.story(),
        entry.edition(),
        Origination.of(before),
        before.related(),
        duplicates(all, before, 1));
  }

  private static Duplicate duplicate(
      SourceRef source,
      @Nullable CanonicalUrl url,
      @Nullable String guid,
      Match match,
      Instant seen) {
    return new Duplicate(
        source.id(),
        url == null || url.toString().length() > MAX_NAME ? null : url,
        guid == null || guid.length() > MAX_NAME ? null : guid,
        match,
        seen);
  }

  private Duplicates duplicates(List<Duplicate> all, Extension before, int more) {
    int count = before.duplicateCount() == null ? 0 : before.duplicateCount();
    return new Duplicates(
        all.subList(Math.max(0, all.size() - maxDuplicates), all.size()), count + more);
  }

  /** Members of an item that come from its source. */
  private record Origination(
      SourceRef source,
      @Nullable String guid,
      @Nullable String publisher,
      @Nullable Episode itunes) {

    static Origination of(Entry entry, @Nullable String guid) {
      return new Origination(entry.source(), guid, entry.publisher(), entry.itunes());
    }

    static Origination of(Extension before) {
      return new Origination(before.source(), before.guid(), before.publisher(), before.itunes());
    }
  }

  /** The newest other carriers, and the number of all. */
  private record Duplicates(List<Duplicate> newest, @Nullable Integer count) {

    static Duplicates of(Extension before) {
      return new Duplicates(before.duplicates(), before.duplicateCount());
    }
  }

  private static NewsItem next(
      NewsItem item,
      Story story,
      String edition,
      Origination origination,
      List<Related> related,
      Duplicates duplicates) {
    Extension before = item.extension();
    Extension next =
        extension(
            edition,
            before.revision() + 1,
            before.firstSeen(),
            before.timeline(),
            origination,
            related,
            duplicates);
    return new NewsItem(item.id(), story, next);
  }

  private static Extension extension(
      String edition,
      int revision,
      Instant firstSeen,
      Instant timeline,
      Origination origination,
      List<Related> related,
      Duplicates duplicates) {
    return new Extension(
        edition,
        origination.source(),
        origination.guid(),
        revision,
        firstSeen,
        timeline,
        origination.publisher(),
        origination.itunes(),
        related,
        duplicates.newest(),
        duplicates.count());
  }
}
