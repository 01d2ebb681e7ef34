package news.rendezvous.ingest.poll.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import news.rendezvous.item.text.Sha256;

/** Digests for change detection: truncated SHA-256. */
public final class Digest {

  private Digest() {}

  /** 128 bits in hex, of the bytes of a document. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.of(bytes), 0, 16);
  }

  /** 64 bits, of a text: enough to distinguish the few thousand entries of one source. */
  public static long of(String text) {
    return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
