package news.rendezvous.dedup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Match;
import news.rendezvous.item.Sketch;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The names that stories are remembered by: an alias or a band of their sketch, within an edition.
 * The name of an alias is 128 bits of SHA-256, so that a guid of any length costs the same, and so
 * that nobody can make two that are equal. A band has only candidates under it, and is its own
 * name.
 */
final class Names {

  /** How many bytes the name of an alias has. */
  static final int BYTES = 16;

  private Names() {}

  static Bytes of(String edition, Alias alias) {
    String name = edition + '\n' + alias.match() + '\n' + alias.key();
    byte[] hash = sha256().digest(name.getBytes(StandardCharsets.UTF_8));
    return Bytes.wrap(Arrays.copyOf(hash, BYTES));
  }

  /** Under which look-alikes are found. */
  static List<Bytes> ofBands(String edition, @Nullable Sketch sketch) {
    return sketch == null
        ? List.of()
        : sketch.bands().stream().map(band -> ofBand(edition, band)).toList();
  }

  // As it is: not twice as long as it need be, and beside others that share most of its bytes.
  private static Bytes ofBand(String edition, String band) {
    return Bytes.wrap((edition + '\n' + band).getBytes(StandardCharsets.UTF_8));
  }

  /** The identity of an entry that shares all that it has with other stories. */
  static Alias lastResort(Entry entry) {
    return new Alias(Match.CONTENT, "own:" + entry.source().id() + ':' + entry.fingerprint());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
