package news.rendezvous.view;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import news.rendezvous.item.Duplicate;
import news.rendezvous.item.NewsItem;

/**
 * An item as the view holds it.
 *
 * @param item what the record says
 * @param json the record's bytes, which are what JSON documents are made of; not to be changed
 * @param recorded timestamp of the record
 * @param position where it stands
 */
public record Held(NewsItem item, byte[] json, Instant recorded, Position position) {

  static Held of(NewsItem item, byte[] json, Instant recorded) {
    return new Held(item, json, recorded, Position.of(item));
  }

  /** Ids of all sources that carried the item, the one that brought it first before the others. */
  Set<String> carriers() {
    Set<String> ids = new LinkedHashSet<>();
    ids.add(item.extension().source().id());
    item.extension().duplicates().stream().map(Duplicate::source).forEach(ids::add);
    return ids;
  }
}
