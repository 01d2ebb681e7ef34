package news.rendezvous.dedup.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Entry;
import news.rendezvous.item.neardup.Sketch;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Lookup keys of a story besides the aliases of its entries. */
public final class LookupKeys {

  private LookupKeys() {}

  /** The bands of a sketch (locality-sensitive hashing), within an edition. */
  public static List<Bytes> ofBands(String edition, @Nullable Sketch sketch) {
    return sketch == null
        ? List.of()
        : sketch.bands().stream().map(band -> ofBand(edition, band)).toList();
  }

  // Not hashed: a collision costs a comparison only, and keys that share a prefix compress well.
  private static Bytes ofBand(String edition, String band) {
    return Bytes.wrap((edition + '\n' + band).getBytes(StandardCharsets.UTF_8));
  }

  /** The identity of an entry all of whose aliases belong to other stories. */
  public static Alias lastResort(Entry entry) {
    return new Alias(Match.CONTENT, "own:" + entry.source().id() + ':' + entry.fingerprint());
  }
}
