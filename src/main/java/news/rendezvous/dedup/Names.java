package news.rendezvous.dedup;

import java.nio.charset.StandardCharsets;
import java.util.List;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Match;
import news.rendezvous.item.Sketch;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What stories are found by, besides the ids that their aliases stand for. */
final class Names {

  private Names() {}

  /** Under which look-alikes are found. */
  static List<Bytes> ofBands(String edition, @Nullable Sketch sketch) {
    return sketch == null
        ? List.of()
        : sketch.bands().stream().map(band -> ofBand(edition, band)).toList();
  }

  // No hash: it has only candidates under it, and so it is short and beside others that share most
  // of its bytes.
  private static Bytes ofBand(String edition, String band) {
    return Bytes.wrap((edition + '\n' + band).getBytes(StandardCharsets.UTF_8));
  }

  /** The identity of an entry that shares all that it has with other stories. */
  static Alias lastResort(Entry entry) {
    return new Alias(Match.CONTENT, "own:" + entry.source().id() + ':' + entry.fingerprint());
  }
}
