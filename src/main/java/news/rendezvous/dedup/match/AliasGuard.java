package news.rendezvous.dedup.match;

import news.rendezvous.dedup.store.StoredStory;
import news.rendezvous.dedup.store.StoryRecord;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Entry;

/**
 * Accepts or rejects an alias that an entry and a stored story share. An alias alone is no proof: a
 * source may use one link for many stories ({@link SameSource}), and another source may copy a guid
 * or URL ({@link ContentSimilarity}).
 */
final class AliasGuard {

  private AliasGuard() {}

  static boolean accepts(StoredStory known, Entry entry, Alias alias) {
    StoryRecord record = known.record();
    String source = entry.source().id();
    if (record.isFrom(entry)) {
      return SameSource.isSameStory(known, entry, alias);
    }
    if (alias.match() == Match.CONTENT && !alias.belongsToASource()) {
      // Equal text is proof, unless the source publishes it as separate stories.
      return !record.isCarriedBy(source) || SameSource.isSameByContent(known, entry);
    }
    // A carrier that changes its text after the story changed may publish a story of its own.
    boolean repeats = alias.belongsToASource() && record.isRepeatedBy(entry);
    return repeats
        || (ContentSimilarity.isSimilar(known, entry) && !isAnotherEpisode(known, entry, alias));
  }

  private static boolean isAnotherEpisode(StoredStory known, Entry entry, Alias alias) {
    return alias.match() == Match.URL
        && entry.guid() != null
        && known.record().isCarriedBy(entry.source().id())
        && known
            .last()
            .filter(item -> SameSource.hasNewEnclosure(item.story(), entry.story()))
            .isPresent();
  }
}
