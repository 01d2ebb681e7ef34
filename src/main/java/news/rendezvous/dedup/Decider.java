package news.rendezvous.dedup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Amendment;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Duplicate;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Match;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Extension;
import news.rendezvous.item.Related;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import org.jspecify.annotations.Nullable;

/** Decides what an entry means, from the entry and what is known of its story; a pure function. */
final class Decider {

  /** Longest URL and guid that a duplicate is told with, in characters. */
  private static final int LONGEST_NAME = 1_000;

  private final int maxDuplicates;

  Decider(int maxDuplicates) {
    this.maxDuplicates = maxDuplicates;
  }

  /**
   * An entry of a story that is not known.
   *
   * @param identity the first of its aliases that no other story has
   */
  Decision.Published first(Entry entry, Alias identity) {
    ItemId id = ItemId.of(entry.edition(), identity);
    Extension extension =
        new Extension(
            entry.edition(),
            entry.source(),
            entry.guid(),
            1,
            entry.seen(),
            timeline(entry),
            entry.publisher(),
            entry.itunes(),
            entry.related(),
            List.of(),
            null);
    return new Decision.Published(new NewsItem(id, dated(entry.story(), entry.seen()), extension));
  }

  // What its source does not date is as old as it is known, and stays so through its revisions.
  private static Story dated(Story story, @Nullable Instant otherwise) {
    return story.datePublished() == null ? story.publishedAt(otherwise) : story;
  }

  // Old stories of a new source belong where they are old; a late story is new to those who poll.
  private static Instant timeline(Entry entry) {
    Instant published = entry.story().datePublished();
    boolean old = entry.firstPoll() && published != null && published.isBefore(entry.seen());
    return old && published != null ? published : entry.seen();
  }

  /**
   * An entry of a story that is known.
   *
   * @param match the alias that they share
   */
  Decision again(Known known, Entry entry, Match match) {
    Traits traits = known.traits();
    if (traits.withdrawn()) {
      return new Decision.Unchanged();
    }
    if (traits.isFrom(entry)) {
      return tellsNothingNew(known, entry)
          ? new Decision.Unchanged()
          : new Decision.Updated(updated(known.item(), entry));
    }
    if (traits.isToldBy(entry)) {
      return new Decision.Unchanged();
    }
    if (known.isOutrankedBy(entry)) {
      return new Decision.Succeeded(succeeded(known, entry, match));
    }
    return traits.isCarriedBy(entry.source().id())
        ? new Decision.Unchanged()
        : new Decision.Duplicated(duplicated(known.item(), entry, match));
  }

  // A process that was paused until now brings what was fetched before that which is known.
  private static boolean tellsNothingNew(Known known, Entry entry) {
    Traits.Told told = known.traits().told();
    return told.fingerprint().equals(entry.fingerprint())
        || entry.seen().toEpochMilli() < told.at()
        || (!told.isKnown() && saysTheSame(known.item(), entry));
  }

  // Where no fingerprint is remembered: what a reader reads, apart from what references lead to.
  private static boolean saysTheSame(NewsItem item, Entry entry) {
    Story before = item.story().picturing(item.extension().related());
    Story now = entry.story().picturing(related(entry, item.extension()));
    return Objects.equals(before.title(), now.title())
        && Objects.equals(before.contentHtml(), now.contentHtml())
        && Objects.equals(before.contentText(), now.contentText())
        && before.attachments().equals(now.attachments());
  }

  private static List<Related> related(Entry entry, Extension known) {
    return Related.recalling(entry.related(), known.related(), entry.story().title());
  }

  private static NewsItem updated(NewsItem item, Entry entry) {
    Extension e = item.extension();
    List<Related> related = related(entry, e);
    Extension next =
        new Extension(
            entry.edition(),
            entry.source(),
            e.guid(),
            e.revision() + 1,
            e.firstSeen(),
            e.timeline(),
            entry.publisher(),
            entry.itunes(),
            entry.story().placing(related),
            e.duplicates(),
            e.duplicateCount());
    Story story = dated(entry.story().picturing(related), item.story().datePublished());
    return new NewsItem(item.id(), story.modifiedAt(modified(item.story(), entry)), next);
  }

  /** What was found out about the references of a story that is known. */
  Decision amended(Known known, Amendment amendment) {
    if (known.traits().withdrawn()) {
      return new Decision.Unchanged();
    }
    NewsItem item = known.item();
    boolean moot =
        item.extension().revision() != amendment.revision()
            || item.extension().related().equals(amendment.related());
    return moot ? new Decision.Unchanged() : new Decision.Updated(amended(item, amendment));
  }

  /** A story that is known is to be gone. */
  Decision withdrawn(Known known) {
    Traits traits = known.traits();
    return traits.withdrawn()
        ? new Decision.Unchanged()
        : new Decision.Withdrawn(
            known.id(), traits.source(), known.item().extension().revision() + 1);
  }

  private static NewsItem amended(NewsItem item, Amendment amendment) {
    Extension e = item.extension();
    Extension next =
        new Extension(
            amendment.edition(),
            e.source(),
            e.guid(),
            e.revision() + 1,
            e.firstSeen(),
            e.timeline(),
            e.publisher(),
            e.itunes(),
            item.story().placing(amendment.related()),
            e.duplicates(),
            e.duplicateCount());
    Story story = item.story().apartFrom(e.related()).picturing(amendment.related());
    return new NewsItem(
        item.id(), leadElsewhere(e, next) ? story.modifiedAt(amendment.at()) : story, next);
  }

  // That an item stands behind a URL is nothing that a reader of the story sees.
  private static boolean leadElsewhere(Extension before, Extension after) {
    return !apartFromItems(before).equals(apartFromItems(after));
  }

  private static List<Related> apartFromItems(Extension extension) {
    return extension.related().stream().map(related -> related.heldAs(null)).toList();
  }

  // The source's own date of change where it moved on, else the time at which the change was seen.
  private static Instant modified(Story before, Entry entry) {
    Instant stated = entry.story().dateModified();
    boolean moved =
        stated != null
            && !stated.equals(before.dateModified())
            && !stated.equals(before.datePublished());
    return moved && stated != null ? stated : entry.seen();
  }

  // The first carrier is named like any other, as of the time at which it brought the story.
  private NewsItem succeeded(Known known, Entry entry, Match match) {
    NewsItem item = known.item();
    Extension e = item.extension();
    String origin = entry.source().id();
    List<Duplicate> others = new ArrayList<>(e.duplicates());
    others.removeIf(duplicate -> duplicate.source().equals(origin));
    others.add(duplicate(e.source(), item.story().url(), e.guid(), match, e.firstSeen()));
    List<Related> related = related(entry, e);
    Extension next =
        new Extension(
            entry.edition(),
            entry.source(),
            entry.guid(),
            e.revision() + 1,
            e.firstSeen(),
            e.timeline(),
            entry.publisher(),
            entry.itunes(),
            entry.story().placing(related),
            newest(others),
            count(e) + (known.traits().isCarriedBy(origin) ? 0 : 1));
    Story story = dated(entry.story().picturing(related), item.story().datePublished());
    boolean reads = !known.traits().told().fingerprint().equals(entry.fingerprint());
    return new NewsItem(
        item.id(), reads ? story.modifiedAt(modified(item.story(), entry)) : story, next);
  }

  // Fifty of them must leave room for the story in one record.
  private static Duplicate duplicate(
      SourceRef source,
      @Nullable CanonicalUrl url,
      @Nullable String guid,
      Match match,
      Instant seen) {
    return new Duplicate(
        source.id(),
        url == null || url.toString().length() > LONGEST_NAME ? null : url,
        guid == null || guid.length() > LONGEST_NAME ? null : guid,
        match,
        seen);
  }

  private List<Duplicate> newest(List<Duplicate> all) {
    return all.subList(Math.max(0, all.size() - maxDuplicates), all.size());
  }

  private static int count(Extension extension) {
    return extension.duplicateCount() == null ? 0 : extension.duplicateCount();
  }

  private NewsItem duplicated(NewsItem item, Entry entry, Match match) {
    Extension e = item.extension();
    List<Duplicate> duplicates = new ArrayList<>(e.duplicates());
    duplicates.add(
        duplicate(entry.source(), entry.story().url(), entry.guid(), match, entry.seen()));
    Extension next =
        new Extension(
            entry.edition(),
            e.source(),
            e.guid(),
            e.revision() + 1,
            e.firstSeen(),
            e.timeline(),
            e.publisher(),
            e.itunes(),
            e.related(),
            newest(duplicates),
            count(e) + 1);
    return new NewsItem(item.id(), item.story(), next);
  }
}
