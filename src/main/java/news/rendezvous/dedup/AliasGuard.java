package news.rendezvous.dedup;

import news.rendezvous.item.Alias;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Match;

/** Decides whether an entry that shares an alias with a story is that story. */
final class AliasGuard {

  private AliasGuard() {}

  static boolean admits(Known known, Entry entry, Alias alias) {
    Traits traits = known.traits();
    String source = entry.source().id();
    if (traits.isFrom(entry)) {
      return SameSource.isOne(known, entry, alias);
    }
    if (alias.match() == Match.CONTENT && !alias.belongsToASource()) {
      // The words themselves: nobody borrows them and says something else.
      return !traits.isCarriedBy(source) || SameSource.isOneByItsWords(known, entry);
    }
    // What a carrier says after another source changed the story may be a story of its own.
    boolean repeats = alias.belongsToASource() && traits.isToldBy(entry);
    return repeats || (Likeness.of(known, entry) && !isAnotherEpisode(known, entry, alias));
  }

  private static boolean isAnotherEpisode(Known known, Entry entry, Alias alias) {
    return alias.match() == Match.URL
        && entry.guid() != null
        && known.traits().isCarriedBy(entry.source().id())
        && known
            .last()
            .filter(item -> SameSource.bringsAnotherEnclosure(item.story(), entry.story()))
            .isPresent();
  }
}
