package news.rendezvous.dedup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    if (traits.source().equals(entry.source().id())) {
      return tellsNothingNew(traits, entry, match)
          ? new Decision.Unchanged()
          : new Decision.Updated(updated(known.item(), entry));
    }
    return traits.isCarriedBy(entry.source().id())
        ? new Decision.Unchanged()
        : new Decision.Duplicated(duplicated(known.item(), entry, match));
  }

  // A source that tells the same text under another guid and link says nothing new; nor does what
  // was fetched before that which is known, by a process that was paused until now.
  private static boolean tellsNothingNew(Traits known, Entry entry, Match match) {
    return match == Match.CONTENT
        || known.told().fingerprint().equals(entry.fingerprint())
        || entry.seen().toEpochMilli() < known.told().at();
  }

  private static NewsItem updated(NewsItem item, Entry entry) {
    Extension e = item.extension();
    List<Related> related = Related.recalling(entry.related(), e.related());
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
            related,
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
            amendment.related(),
            e.duplicates(),
            e.duplicateCount());
    Story story = item.story().picturing(amendment.related());
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

  // Fifty of them must leave room for the story in one record.
  private static Duplicate duplicate(Entry entry, Match match) {
    CanonicalUrl url = entry.story().url();
    return new Duplicate(
        entry.source().id(),
        url == null || url.toString().length() > LONGEST_NAME ? null : url,
        entry.guid() == null || entry.guid().length() > LONGEST_NAME ? null : entry.guid(),
        match,
        entry.seen());
  }

  private NewsItem duplicated(NewsItem item, Entry entry, Match match) {
    Extension e = item.extension();
    List<Duplicate> duplicates = new ArrayList<>(e.duplicates());
    duplicates.add(duplicate(entry, match));
    int count = (e.duplicateCount() == null ? 0 : e.duplicateCount()) + 1;
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
            duplicates.subList(Math.max(0, duplicates.size() - maxDuplicates), duplicates.size()),
            count);
    return new NewsItem(item.id(), item.story(), next);
  }
}
